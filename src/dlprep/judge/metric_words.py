"""What the metrics are called, such as they begin a sentence."""

from dlprep.domain.measuring import Metric
from dlprep.domain.messages import message

METRICS = {
    Metric.ACCURACY: message("Accuracy"),
    Metric.AUC: message("Area under the ROC curve"),
    Metric.F1: message("F1"),
    Metric.AVERAGE_PRECISION: message("Average precision"),
    Metric.RMSE: message("Root mean squared error"),
    Metric.NDCG: message("NDCG at 10"),
    Metric.PERPLEXITY: message("Perplexity"),
    Metric.FRECHET: message("Fréchet distance"),
    Metric.CHECKS: message("Checks that hold"),
}

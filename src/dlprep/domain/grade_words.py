"""What medals and metrics are called; the one place for every edge that shows them."""

from dlprep.domain.judging import Medal
from dlprep.domain.measuring import Metric
from dlprep.domain.messages import message

MEDALS = {Medal.GOLD: message("gold"), Medal.SILVER: message("silver"), Medal.BRONZE: message("bronze")}

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
"""Such as they begin a sentence."""

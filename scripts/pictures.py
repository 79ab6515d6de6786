"""Makes the pictures of the README and docs from the real app and bank: `python scripts/pictures.py`."""

import asyncio
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from dlprep.bootstrap import Parts
from dlprep.domain.language import Language
from dlprep.domain.practice import QuizRequest
from dlprep.settings import Paths, Settings
from dlprep.tui.app import DlprepApp
from dlprep.tui.screens.base import BaseScreen
from dlprep.tui.screens.quiz import QuizScreen

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZE = (96, 30)
_POLLS = 600
_QUESTION = "regularization-dropout-when-serving"


async def _until(pilot: Pilot[None], what: str, text: str) -> None:
    """Waits until `text` is on the screen."""
    for _ in range(_POLLS):
        await pilot.pause(0.05)
        shown = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        if text in shown:
            return
    raise TimeoutError(f"{what}: “{text}” never came")


async def _quiz(folder: Path, language: Language, question: str, keys: list[str], shows: str) -> None:
    parts = Parts(Paths(folder / "data", folder / "cache", folder / "config"))
    parts.change_settings(Settings(language=language, tour_seen=True))
    app = DlprepApp(parts, new_seed=lambda: 5)
    async with app.run_test(size=SIZE) as pilot:
        await _until(pilot, "Home", "0/3")
        home = app.screen
        if not isinstance(home, BaseScreen):
            raise TypeError(type(home).__name__)
        home.start_session(QuizRequest(question_ids=(question,)))
        for _ in range(_POLLS):
            await pilot.pause(0.05)
            if isinstance(app.screen, QuizScreen) and app.screen.takes_answer:
                break
        await pilot.press(*keys)
        await _until(pilot, "feedback", shows)
        app.save_screenshot(f"quiz.{language}.svg", str(IMAGES))
    parts.close()


async def main() -> None:
    """Draws every picture into docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for language, shows in ((Language.EN, "Explanation"), (Language.ZH, "解析")):
        with tempfile.TemporaryDirectory() as folder:
            await _quiz(Path(folder), language, _QUESTION, ["1", "plus", "enter"], shows)


if __name__ == "__main__":
    asyncio.run(main())

"""The interface's language: gettext catalogs that ship with the package."""

import gettext
from functools import cache
from pathlib import Path

from dlprep.domain.language import Language
from dlprep.domain.messages import Translate

_CATALOGS = {Language.ZH: "zh_CN", Language.EN: "en"}
DOMAIN = "dlprep"


@cache
def translator(language: Language) -> Translate:
    """The function that turns an English template into `language`."""
    return gettext.translation(
        DOMAIN, Path(__file__).with_name("locale"), languages=[_CATALOGS[language]], fallback=True
    ).gettext

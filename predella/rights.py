"""A figure's rights as recorded go in, the credit line and the state to print come out."""

from __future__ import annotations

from typing import Literal

from predella.diagnostics import Span, did_you_mean
from predella.phrases import phrase
from predella.validate import Model, Text

LICENSES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-ND-4.0": "https://creativecommons.org/licenses/by-nd/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "CC-BY-NC-ND-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
    "CC-BY-3.0": "https://creativecommons.org/licenses/by/3.0/",
    "CC-BY-SA-3.0": "https://creativecommons.org/licenses/by-sa/3.0/",
    "CC-BY-2.0": "https://creativecommons.org/licenses/by/2.0/",
    "CC-BY-SA-2.0": "https://creativecommons.org/licenses/by-sa/2.0/",
    "MIT": "https://opensource.org/license/mit",
    "public-domain": "",
}
"""Licences by SPDX identifier, with the deed to print (Creative Commons: title, author, source, licence)."""

STATES = {
    "to-be-confirmed": "rights-to-be-confirmed",
    "rights-managed": "rights-managed",
    "agreement": "rights-agreement",
}
"""What is not a licence but a state of the rights, and the phrase a draft prints for it."""

STATEMENTS = "http://rightsstatements.org/vocab/"
"""RightsStatements.org URIs are printed as they are; their labels must not be reworded."""


class Rights(Model):
    """Who is credited, where a figure comes from, and whether it may be printed."""

    credit: Text
    source: str | None = None
    license: str = "to-be-confirmed"
    reference: str | None = None
    cleared: bool = False

    def state(self, language: str) -> str:
        """Return what a draft prints with a figure that is not cleared: what is still to be done."""
        if self.license in STATES:
            return phrase(STATES[self.license], language)
        return phrase("rights-license", language, name=self.license)


def check_license(
    rights: Rights, span: Span | None
) -> tuple[Literal["warning"], str, tuple[str, ...]] | None:
    """Return a warning for a licence that is neither an SPDX identifier, a URI nor a known state."""
    known = {*LICENSES, *STATES}
    name = rights.license
    if name in known or name.startswith((STATEMENTS, "https://", "http://")):
        return None
    return "warning", f"the license {name!r} is not a known identifier", did_you_mean(name, known)

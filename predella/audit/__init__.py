"""The checks: tables of functions, each of which looks at one thing and yields problems. A new check is a line."""

from predella.audit.exhibit import EXHIBIT_CHECKS, check_exhibit
from predella.audit.pages import PAGE_CHECKS, check_pages

__all__ = ["EXHIBIT_CHECKS", "PAGE_CHECKS", "check_exhibit", "check_pages"]

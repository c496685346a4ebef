"""The one table of the console: every page with the least role that may use it, section by section.

A new page is a handler in bot/console/pages/<section>/ and a line in that section's
`routes.py`. The guard refuses what is not in the table; a test walks table × roles.
"""

from __future__ import annotations

from bot.console.page import Page
from bot.console.pages.account import routes as account
from bot.console.pages.audit import routes as audit
from bot.console.pages.entry import routes as entry
from bot.console.pages.examples import routes as examples
from bot.console.pages.leads import routes as leads
from bot.console.pages.now import routes as now
from bot.console.pages.people import routes as people
from bot.console.pages.places import routes as places
from bot.console.pages.posters import routes as posters
from bot.console.pages.publish import routes as publish
from bot.console.pages.retention import routes as retention
from bot.console.pages.review import routes as review
from bot.console.pages.scripts import routes as scripts
from bot.console.pages.sounds import routes as sounds
from bot.console.pages.switches import routes as switches
from bot.console.pages.today import routes as today
from bot.console.pages.visits import routes as visits

# in the order of the menu
_SECTIONS = (
    *(entry, account, now, today, scripts, sounds, examples, review, leads, visits, posters, publish),
    *(people, switches, places, retention, audit),
)
ROUTES: tuple[Page, ...] = tuple(page for section in _SECTIONS for page in section.PAGES)

"""Resolvers of people, bots and organizations."""

from collections.abc import Callable

from sandbox.github.graphql.context import Fields, Info, plain
from sandbox.github.shapes.templates import timestamp
from sandbox.github.world.accounts import Account

_PLAIN: dict[str, Callable[[Account], object]] = {
    "id": lambda who: who.node_id,
    "databaseId": lambda who: who.id,
    "login": lambda who: who.login,
    "name": lambda who: who.name,
    # GitHub shows the public address only, and nobody here has made one public.
    "email": lambda _who: "",
    "createdAt": lambda who: timestamp(who.created_at),
}
# A bot's login has no `[bot]` here, unlike in the REST API and in webhooks.
_BOT: dict[str, Callable[[Account], object]] = {"login": lambda who: who.short_login}


def _url(who: Account, info: Info) -> str:
    page = f"apps/{who.short_login}" if who.type == "Bot" else who.login
    return f"{info.context.world.html_url}/{page}"


def _is_viewer(who: Account, info: Info) -> bool:
    return who == info.context.viewer.account


USER: Fields = {**plain(_PLAIN), "url": _url, "isViewer": _is_viewer}
ORGANIZATION: Fields = {**plain(_PLAIN), "url": _url}
BOT: Fields = {**ORGANIZATION, **plain(_BOT)}

"""Secrets never leave the diagnosis: what looks like one becomes `[REDACTED]`.

CI systems mask the secrets that they know, not those that a program prints in another form or fetches itself.
The forms are those that the issuers document, most of them for secret scanning
(https://docs.github.com/code-security/secret-scanning).
"""

import re

REDACTED = "[REDACTED]"
_TOKENS = (
    r"gh[pousr]_[A-Za-z0-9]{20,255}",  # GitHub: personal, OAuth, user, server, refresh
    r"ghs_[A-Za-z0-9_-]{20,}(?:\.[A-Za-z0-9_-]+){0,2}",  # an installation's token that is a JWT
    r"github_pat_[A-Za-z0-9_]{20,255}",
    r"gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt)-[A-Za-z0-9_.-]{16,}",  # GitLab
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}",  # AWS: the id of a key
    r"AIza[A-Za-z0-9_-]{35}",  # Google: API key
    r"ya29\.[A-Za-z0-9_-]{20,}",  # Google: OAuth
    r"GOCSPX-[A-Za-z0-9_-]{20,}",
    r"xox[abceoprs]-[A-Za-z0-9-]{10,}",  # Slack
    r"xapp-\d-[A-Za-z0-9-]{10,}",
    r"https://hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]{20,}",
    r"npm_[A-Za-z0-9]{30,}",
    r"pypi-[A-Za-z0-9_-]{40,}",
    r"cio[A-Za-z0-9]{32}",  # crates.io
    r"rubygems_[a-f0-9]{40,}",
    r"dckr_(?:pat|oat)_[A-Za-z0-9_-]{20,}",  # Docker Hub
    r"hf_[A-Za-z0-9]{30,}",
    r"sk-ant-[A-Za-z0-9_-]{20,}",  # Anthropic
    r"sk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{32,}",  # OpenAI
    r"[rsw]k_(?:live|test)_[A-Za-z0-9]{16,}",  # Stripe
    r"SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",  # SendGrid
    r"dop_v1_[a-f0-9]{64}",  # DigitalOcean
    r"hv[sb]\.[A-Za-z0-9_-]{20,}",  # Vault
    r"(?:AGE-SECRET-KEY-1)[A-Z0-9]{20,}",
    r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",  # JWT
)
_TOKEN = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(_TOKENS)})")
_PRIVATE_KEY = re.compile(r"(-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----).*", re.DOTALL)
_LINE_OF_A_KEY = re.compile(
    r"^\s*(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?:[A-Za-z0-9+/]{60,76}={0,2}|[A-Za-z0-9+/]{20,75}={1,2})\s*$"
)
_SCHEME = r"([a-z][a-z0-9+.-]{0,20}://)"
_CREDENTIALS_IN_URL = re.compile(rf"{_SCHEME}(?:[^\s/@:]{{0,200}}:[^\s/@]{{1,400}}|[^\s/@:]{{20,400}})(?=@)")
_HEADER = re.compile(
    r"(?i)((?:authorization|x-api-key|private-token|x-auth-token|job-token)[\"']?\s{0,4}[:=]\s{0,4}[\"']?"
    r"(?:(?:basic|bearer|token|negotiate|digest)\s{1,4})?)[^\s\"',]{4,}"
)
_BEARER = re.compile(r"(?i)\b(bearer\s{1,4})[A-Za-z0-9._~+/-]{16,}=*")
_NAME = (
    r"(?:secret|passw(?:or)?d|passphrase|token|api_?-?key|access_?-?key|private_?-?key|credentials?|auth)"
    r"(?:[_-](?:key|access[_-]key|id|value|base64|b64)){0,2}"
)
_CAMEL = r"[a-z][A-Za-z0-9]{0,40}(?:Secret|Password|Token|ApiKey|AccessKey|PrivateKey)"
_NAMED = re.compile(
    rf"(?<![A-Za-z0-9_-])([\"']?(?:(?i:(?:[A-Za-z0-9]{{1,40}}[_-]){{0,8}}{_NAME})|{_CAMEL})[\"']?"
    r"\s{0,3}([=:])\s{0,3}([\"']?))([^\s\"',;&]{6,})"
)
_FLAG = re.compile(
    r"(?i)(--?(?:[a-z]{1,30}-){0,5}(?:password|passwd|token|secret|api-?key)[ =])([^\s\"'-][^\s\"']{3,})"
)
_NO_SECRET = re.compile(
    r"\*{3}|[$<%{\[(]"  # masked, a variable, a placeholder
    r"|(?i:true|false|none|null|nil|undefined|missing|required|invalid|expired|empty|not|string|incorrect|wrong"
    r"|bool(?:ean)?|optional|denied|failed|error)\b"
    r"|[A-Za-z_.]+\("  # a call
)


def redact(text: str) -> str:
    """Give the text without what looks like a secret.

    Args:
        text: A line, or several. A text without a secret is given back as it is; so is one that was redacted.
    """
    if _LINE_OF_A_KEY.match(text):
        return REDACTED
    text = _PRIVATE_KEY.sub(rf"\1{REDACTED}", text)
    text = _TOKEN.sub(REDACTED, text)
    for pattern in (_CREDENTIALS_IN_URL, _HEADER, _BEARER):
        text = pattern.sub(rf"\1{REDACTED}", text)
    return _FLAG.sub(_flag, _NAMED.sub(_named, text))


def _named(found: re.Match[str]) -> str:
    """Redact `NAME=value`; `name: value` only where the value does not look like a word of a message."""
    value = found[4]
    if _NO_SECRET.match(value):
        return found[0]
    is_password = "pass" in found[1].lower()
    is_prose = found[2] == ":" and not found[3] and not any(each.isdigit() for each in value)
    return found[0] if is_prose and not is_password else f"{found[1]}{REDACTED}"


def _flag(found: re.Match[str]) -> str:
    return found[0] if _NO_SECRET.match(found[2]) else f"{found[1]}{REDACTED}"

"""What test runners write that drive a browser: Playwright, Cypress, Karma, WebdriverIO, Storybook."""

# ruff: noqa: RUF001 - the signs are those that the tools write

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

_PLAYWRIGHT = "https://playwright.dev/docs/test-reporters"
_ASSERT = "https://playwright.dev/docs/test-assertions"
_TIMEOUT = "https://playwright.dev/docs/test-timeouts"
_CYPRESS = "https://docs.cypress.io/app/references/error-messages"
_CYPRESS_CI = "https://docs.cypress.io/app/continuous-integration/overview"
_KARMA = "https://karma-runner.github.io/latest/config/configuration-file.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="playwright-test",
        tool="playwright",
        category=Category.TEST,
        pattern=r"^\s+\d+\) (?:\[[^\]]+\] › )?(?P<file>\S+?):(?P<line>\d+):\d+ › (?P<test>\S.*?)[ ─]*$",
        anchors=(" › ",),
        weight=76,
        example="  1) [chromium] › tests/cart.spec.ts:12:3 › cart › adds items ──────────",
        source=_PLAYWRIGHT,
    ),
    Rule(
        name="playwright-expect",
        tool="playwright",
        category=Category.TEST,
        pattern=r"Error: (?:.*)?expect\((?:locator|page|received|string|response"
        r"|\w*)\)\.\w+(?:\.\w+)*\(.*\)",
        anchors=("Error: ",),
        weight=92,
        example="    Error: expect(locator).toBeVisible() failed",
        source=_ASSERT,
    ),
    Rule(
        name="playwright-action",
        tool="playwright",
        category=Category.TEST,
        pattern=r"(?:Timeout)?Error: (?:locator|page|frame|browser|browserContext|elementHandle"
        r"|apiRequestContext)\.\w+: ",
        anchors=(
            "Error: locator.",
            "Error: page.",
            "Error: frame.",
            "Error: browser.",
            "Error: browserContext.",
            "Error: elementHandle.",
            "Error: apiRequestContext.",
        ),
        weight=91,
        example="    TimeoutError: locator.click: Timeout 30000ms exceeded.",
        source=_TIMEOUT,
    ),
    Rule(
        name="playwright-test-timeout",
        tool="playwright",
        category=Category.TEST,
        pattern=r"^\s+Test timeout of \d+ms exceeded",
        anchors=("Test timeout of ",),
        weight=88,
        example="    Test timeout of 30000ms exceeded.",
        source=_TIMEOUT,
    ),
    Rule(
        name="playwright-strict-mode",
        tool="playwright",
        category=Category.TEST,
        pattern=r"strict mode violation: ",
        anchors=("strict mode violation: ",),
        weight=90,
        example="    Error: strict mode violation: getByRole('button') resolved to 2 elements:",
        source="https://playwright.dev/docs/locators",
    ),
    Rule(
        name="playwright-locator",
        tool="playwright",
        category=Category.TEST,
        pattern=r"^\s+(?:Locator: +\S|Expected(?: \w+)?: +\S|Received(?: \w+)?: +\S"
        r"|Error: element\(s\) not found)",
        anchors=("Locator: ", "Expected", "Received", "element(s) not found"),
        weight=70,
        example="    Locator: getByRole('button', { name: 'Pay' })",
        source=_ASSERT,
    ),
    Rule(
        name="playwright-browser-missing",
        tool="playwright",
        category=Category.CONFIG,
        pattern=r"browserType\.launch: Executable doesn't exist at "
        r"|Host system is missing dependencies to run browsers",
        anchors=("Executable doesn't exist at ", "Host system is missing dependencies"),
        weight=93,
        example="Error: browserType.launch: Executable doesn't exist at "
        "/home/ci/.cache/ms-playwright/chromium",
        source="https://playwright.dev/docs/browsers",
    ),
    Rule(
        name="playwright-server",
        tool="playwright",
        category=Category.TEST,
        pattern=r"Timed out waiting \d+ms from config\.webServer"
        r"|Process from config\.webServer was not able to start",
        anchors=(" config.webServer",),
        weight=91,
        example="Error: Timed out waiting 60000ms from config.webServer.",
        source="https://playwright.dev/docs/test-webserver",
    ),
    Rule(
        name="playwright-net",
        tool="playwright",
        category=Category.TEST,
        pattern=r"net::ERR_(?:CONNECTION_REFUSED|NAME_NOT_RESOLVED|CONNECTION_RESET|ABORTED|CERT_\w+)",
        anchors=("net::ERR_",),
        weight=89,
        example="Error: page.goto: net::ERR_CONNECTION_REFUSED at http://localhost:3000/",
        source="https://playwright.dev/docs/api/class-page",
    ),
    Rule(
        name="playwright-summary",
        tool="playwright",
        category=Category.TEST,
        pattern=r"^  [1-9]\d* (?:failed|flaky|interrupted)$",
        anchors=(" failed", " flaky", " interrupted"),
        weight=46,
        example="  1 failed",
        source=_PLAYWRIGHT,
    ),
    Rule(
        name="cypress-assertion",
        tool="cypress",
        category=Category.TEST,
        pattern=r"(?:AssertionError|CypressError): Timed out retrying after \d+ms: ",
        anchors=("Timed out retrying after ",),
        weight=92,
        example="     AssertionError: Timed out retrying after 4000ms: Expected to find element: `#pay`, "
        "but never found it.",
        source=_CYPRESS,
    ),
    Rule(
        name="cypress-error",
        tool="cypress",
        category=Category.TEST,
        pattern=r"^\s*CypressError: ",
        anchors=("CypressError: ",),
        weight=90,
        example="     CypressError: `cy.visit()` failed trying to load:",
        source=_CYPRESS,
    ),
    Rule(
        name="cypress-uncaught",
        tool="cypress",
        category=Category.TEST,
        pattern=r"The following error originated from your (?:application|test) code, not from Cypress",
        anchors=("The following error originated from your ",),
        weight=86,
        example="The following error originated from your application code, not from Cypress.",
        source=_CYPRESS,
    ),
    Rule(
        name="cypress-server",
        tool="cypress",
        category=Category.TEST,
        pattern=r"Cypress (?:failed to|could not) verify that (?:your|this) server is running",
        anchors=("Cypress failed to verify", "Cypress could not verify"),
        weight=91,
        example="Cypress could not verify that this server is running:",
        source=_CYPRESS,
    ),
    Rule(
        name="cypress-binary",
        tool="cypress",
        category=Category.CONFIG,
        pattern=r"npm package is installed, but the Cypress binary is missing|Cypress failed to start"
        r"|Your system is missing the dependency: ",
        anchors=(
            "Cypress binary is missing",
            "Cypress failed to start",
            "Your system is missing the dependency: ",
        ),
        weight=92,
        example="The cypress npm package is installed, but the Cypress binary is missing.",
        source=_CYPRESS_CI,
    ),
    Rule(
        name="cypress-no-specs",
        tool="cypress",
        category=Category.CONFIG,
        pattern=r"Can't run because no spec files were found",
        anchors=("Can't run because no spec files were found",),
        weight=91,
        example="Can't run because no spec files were found.",
        source=_CYPRESS,
    ),
    Rule(
        name="cypress-table",
        tool="cypress",
        category=Category.TEST,
        pattern=r"│  ✖  (?P<file>\S+\.\w+) ",
        anchors=("│  ✖  ",),
        weight=48,
        example="  │  ✖  cart.cy.js                   00:12        3        2        1        -        - │",
        source=_CYPRESS_CI,
    ),
    Rule(
        name="karma-test",
        tool="karma",
        category=Category.TEST,
        pattern=r"^(?:Chrome|Firefox|Safari|Edge|Chromium|HeadlessChrome|WebKit"
        r"|jsdom)\b.* \([^)]*\) (?P<test>\S.*) FAILED$",
        anchors=(" FAILED",),
        weight=76,
        example="Chrome Headless 126.0.0.0 (Linux x86_64) cart adds items FAILED",
        source=_KARMA,
    ),
    Rule(
        name="karma-executed",
        tool="karma",
        category=Category.TEST,
        pattern=r"Executed \d+ of \d+ .*\([1-9]\d* FAILED\)",
        anchors=(" FAILED)",),
        weight=44,
        example="Chrome Headless 126.0.0.0 (Linux x86_64): Executed 12 of 12 (1 FAILED) (0.2 secs / 0.1 "
        "secs)",
        source=_KARMA,
    ),
    Rule(
        name="karma-browser",
        tool="karma",
        category=Category.TEST,
        pattern=r"Cannot start (?:Chrome|Firefox|Edge|Safari)\w*"
        r"|Disconnected ?, because no message in \d+ ms|No binary for \w+ browser",
        anchors=("Cannot start ", "because no message in ", "No binary for "),
        weight=88,
        example="Chrome Headless 126.0.0.0 (Linux x86_64): Disconnected , because no message in 30000 ms.",
        source=_KARMA,
    ),
    Rule(
        name="webdriver-session",
        tool="webdriver",
        category=Category.TEST,
        pattern=r"(?:SessionNotCreatedException|session not created): "
        r"|This version of ChromeDriver only supports Chrome version",
        anchors=(
            "SessionNotCreatedException: ",
            "session not created: ",
            "This version of ChromeDriver only supports",
        ),
        weight=88,
        example="SessionNotCreatedError: session not created: This version of ChromeDriver only supports "
        "Chrome version 114",
        source="https://www.selenium.dev/documentation/webdriver/troubleshooting/errors/",
    ),
    Rule(
        name="webdriver-element",
        tool="webdriver",
        category=Category.TEST,
        pattern=r"(?:NoSuchElementException|NoSuchElementError|StaleElementReference(?:Exception|Error)"
        r"|ElementClickIntercepted(?:Exception|Error)|ElementNotInteractable(?:Exception|Error)): ",
        anchors=("Exception: ", "Error: "),
        weight=90,
        example='NoSuchElementError: no such element: Unable to locate element: {"method":"css selector"}',
        source="https://www.selenium.dev/documentation/webdriver/troubleshooting/errors/",
    ),
    Rule(
        name="storybook-error",
        tool="storybook",
        category=Category.BUILD,
        pattern=r"\bSB_[A-Z_]+_\d{4} \(\w+\)|Failed to build the preview",
        anchors=("SB_", "Failed to build the preview"),
        weight=86,
        example="SB_CORE_SERVER_0004 (NoMatchingExportError): There was an exports mismatch",
        source="https://storybook.js.org/docs/faq",
    ),
    Rule(
        name="lighthouse-assertion",
        tool="lighthouse",
        category=Category.TEST,
        pattern=r"^\s+✘\s+\S+ failure for \S+ assertion",
        anchors=(" failure for ",),
        weight=86,
        example="  ✘  categories.performance failure for minScore assertion",
        source="https://github.com/GoogleChrome/lighthouse-ci",
    ),
)

"""Where sites and apps are deployed: Vercel, Netlify, Cloudflare, Firebase, Heroku, Fly, plain SSH."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="vercel-credentials",
        tool="vercel",
        category=Category.PERMISSION,
        pattern=(
            r"Error: (?:No existing credentials found\. Please run|The specified token is not "
            "valid|You must re-authenticate|You do not have access to)"
        ),
        anchors=(
            "Error: No existing credentials found.",
            "Error: The specified token is not valid",
            "Error: You must re-authenticate",
            "Error: You do not have access to",
        ),
        weight=95,
        example='Error: No existing credentials found. Please run `vercel login` or pass "--token"',
        source="https://vercel.com/docs/cli/login",
    ),
    Rule(
        name="vercel-project",
        tool="vercel",
        category=Category.CONFIG,
        pattern=(
            "Error: (?:Project not found|Your codebase isn.t linked to a project on Vercel|The "
            "provided path .+ does not exist)"
        ),
        anchors=("Error: Project not found", "linked to a project on Vercel", "Error: The provided path "),
        weight=94,
        example='Error: Project not found ({"VERCEL_PROJECT_ID":"prj_0","VERCEL_ORG_ID":"team_0"})',
        source="https://vercel.com/docs/cli/link",
    ),
    Rule(
        name="vercel-limit",
        tool="vercel",
        category=Category.RESOURCE,
        pattern="Error: Resource is limited - try again in",
        anchors=("Error: Resource is limited - try again in",),
        weight=95,
        example=(
            "Error: Resource is limited - try again in 4 hours (more than 100, code: "
            '"api-deployments-free-per-day").'
        ),
        source="https://vercel.com/docs/limits",
    ),
    Rule(
        name="vercel-command",
        tool="vercel",
        category=Category.BUILD,
        pattern=r'Error: Command "(.+)" exited with [1-9]\d*',
        anchors=('Error: Command "',),
        weight=35,
        example='Error: Command "pnpm run build" exited with 1',
        source="https://vercel.com/docs/deployments/troubleshoot-a-build",
    ),
    Rule(
        name="netlify-command",
        tool="netlify",
        category=Category.BUILD,
        pattern=r'"build\.command" failed',
        anchors=('"build.command" failed',),
        weight=40,
        example='"build.command" failed',
        source="https://docs.netlify.com/configure-builds/troubleshooting-tips/",
    ),
    Rule(
        name="netlify-deploy-directory",
        tool="netlify",
        category=Category.CONFIG,
        pattern=(
            "Deploy (?:failed: )?[Dd]irectory '(?P<file>[^']+)' does not exist|The deploy "
            r"directory \".+\" has not been found"
        ),
        anchors=("irectory '", 'The deploy directory "'),
        weight=94,
        example="Deploy directory 'dist' does not exist",
        source="https://docs.netlify.com/configure-builds/troubleshooting-tips/",
    ),
    Rule(
        name="netlify-script-exit",
        tool="netlify",
        category=Category.BUILD,
        pattern=r"Build script returned non-zero exit code: \d+",
        anchors=("Build script returned non-zero exit code: ",),
        weight=25,
        example="Failed during stage 'building site': Build script returned non-zero exit code: 2",
        source="https://docs.netlify.com/configure-builds/troubleshooting-tips/",
    ),
    Rule(
        name="cloudflare-no-token",
        tool="wrangler",
        category=Category.PERMISSION,
        pattern="it's necessary to set a CLOUDFLARE_API_TOKEN environment variable",
        anchors=("necessary to set a CLOUDFLARE_API_TOKEN",),
        weight=96,
        example=(
            "In a non-interactive environment, it's necessary to set a CLOUDFLARE_API_TOKEN "
            "environment variable for wrangler to work."
        ),
        source="https://github.com/cloudflare/workers-sdk/blob/main/packages/wrangler/src/user/user.ts",
    ),
    Rule(
        name="cloudflare-authentication",
        tool="wrangler",
        category=Category.PERMISSION,
        pattern=r"Authentication error \[code: \d+\]|Unable to authenticate request \[code: \d+\]",
        anchors=("Authentication error [code: ", "Unable to authenticate request [code: "),
        weight=96,
        example="Authentication error [code: 10000]",
        source="https://developers.cloudflare.com/workers/wrangler/",
    ),
    Rule(
        name="cloudflare-api-failed",
        tool="wrangler",
        category=Category.CONFIG,
        pattern=r"A request to the Cloudflare API \(\S+\) failed",
        anchors=("A request to the Cloudflare API (",),
        weight=88,
        example="A request to the Cloudflare API (/accounts/0/workers/scripts/web) failed.",
        source="https://github.com/cloudflare/workers-sdk/blob/main/packages/wrangler/src/cfetch/index.ts",
    ),
    Rule(
        name="firebase-login",
        tool="firebase",
        category=Category.PERMISSION,
        pattern=r"Failed to authenticate, have you run firebase login\?|Error: HTTP Error: 40[13], ",
        anchors=("Failed to authenticate, have you run firebase", "Error: HTTP Error: 40"),
        weight=95,
        example="Error: Failed to authenticate, have you run firebase login?",
        source="https://github.com/firebase/firebase-tools/blob/master/src/requireAuth.ts",
    ),
    Rule(
        name="firebase-http-error",
        tool="firebase",
        category=Category.CONFIG,
        pattern=r"Error: HTTP Error: [45]\d\d, ",
        anchors=("Error: HTTP Error: ",),
        weight=86,
        example="Error: HTTP Error: 404, Requested entity was not found.",
        source="https://github.com/firebase/firebase-tools/blob/master/src/responseToError.ts",
    ),
    Rule(
        name="firebase-project",
        tool="firebase",
        category=Category.CONFIG,
        pattern=r"Failed to get Firebase project \S+\. Please make sure the project exists",
        anchors=("Failed to get Firebase project ",),
        weight=95,
        example=(
            "Error: Failed to get Firebase project octo-web. Please make sure the project exists "
            "and your account has permission to access it."
        ),
        source="https://github.com/firebase/firebase-tools/blob/master/src/management/projects.ts",
    ),
    Rule(
        name="heroku-rejected",
        tool="heroku",
        category=Category.BUILD,
        pattern="Push rejected, failed to compile .+ app",
        anchors=("Push rejected, failed to compile ",),
        weight=60,
        example="remote:  !     Push rejected, failed to compile Node.js app.",
        source="https://devcenter.heroku.com/articles/troubleshooting-node-deploys",
    ),
    Rule(
        name="heroku-access",
        tool="heroku",
        category=Category.PERMISSION,
        pattern=(
            r"(?:Couldn't find that app\.|Invalid credentials provided\.|You do not have access "
            "to the app)"
        ),
        anchors=(
            "Couldn't find that app.",
            "Invalid credentials provided.",
            "You do not have access to the app",
        ),
        weight=93,
        example="Error: Invalid credentials provided.",
        source="https://devcenter.heroku.com/articles/heroku-cli",
    ),
    Rule(
        name="fly-token",
        tool="flyctl",
        category=Category.PERMISSION,
        pattern=r"No access token available\. Please login with 'flyctl auth login'",
        anchors=("No access token available. Please login with",),
        weight=96,
        example="Error: No access token available. Please login with 'flyctl auth login'",
        source="https://fly.io/docs/flyctl/auth/",
    ),
    Rule(
        name="fly-build",
        tool="flyctl",
        category=Category.DOCKER,
        pattern="failed to fetch an image or build from source: ",
        anchors=("failed to fetch an image or build from source",),
        weight=84,
        example=(
            "Error: failed to fetch an image or build from source: error building: failed to "
            "solve: process did not complete"
        ),
        source="https://fly.io/docs/flyctl/deploy/",
    ),
    Rule(
        name="ssh-action-input",
        tool="ssh-action",
        category=Category.CONFIG,
        pattern="missing server host|can't connect without a private SSH key or password",
        anchors=("missing server host", "connect without a private SSH key or password"),
        weight=95,
        example="Error: missing server host",
        source="https://github.com/appleboy/drone-ssh/blob/master/plugin.go",
    ),
    Rule(
        name="rsync-error",
        tool="rsync",
        category=Category.INFRA,
        pattern=r"rsync error: .+ \(code \d+\) at ",
        anchors=("rsync error: ",),
        weight=62,
        example="rsync error: unexplained error (code 255) at io.c(232) [sender=3.2.7]",
        source="https://download.samba.org/pub/rsync/rsync.1",
    ),
)

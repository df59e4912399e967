"""A broken network in the words of Node, Go, Python, Maven, Gradle, Cargo, PowerShell and NuGet."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="dns-node",
        tool="dns",
        category=Category.INFRA,
        pattern="getaddrinfo (?:ENOTFOUND|EAI_AGAIN)",
        anchors=("getaddrinfo E",),
        weight=90,
        example="Error: getaddrinfo EAI_AGAIN registry.npmjs.org",
        source="https://nodejs.org/api/errors.html#common-system-errors",
    ),
    Rule(
        name="dns-go",
        tool="dns",
        category=Category.INFRA,
        pattern=(
            r"dial (?:tcp|udp):? (?:lookup \S+|[^:]+: lookup \S+).*(?:no such host|server "
            "misbehaving|i/o timeout)"
        ),
        anchors=("lookup ",),
        weight=90,
        example=(
            'Get "https://charts.example.com": dial tcp: lookup charts.example.com on '
            "127.0.0.53:53: no such host"
        ),
        source="https://github.com/golang/go/blob/master/src/net/dnsclient.go",
    ),
    Rule(
        name="dns-python",
        tool="dns",
        category=Category.INFRA,
        pattern=(
            r"(?:NameResolutionError|socket\.gaierror|[Ff]ailed to establish a new connection: "
            r"\[Errno -\d\])"
        ),
        anchors=("NameResolutionError", "socket.gaierror", "establish a new connection: [Errno -"),
        weight=84,
        example=(
            "urllib3.exceptions.NameResolutionError: <HTTPSConnection object>: Failed to resolve "
            "'files.example.com'"
        ),
        source="https://docs.python.org/3/library/socket.html#socket.gaierror",
    ),
    Rule(
        name="dns-java",
        tool="dns",
        category=Category.INFRA,
        pattern=r"java\.net\.UnknownHostException: ",
        anchors=("java.net.UnknownHostException: ",),
        weight=86,
        example="java.net.UnknownHostException: repo.example.com",
        source=(
            "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/UnknownHostException.html"
        ),
    ),
    Rule(
        name="node-connection",
        tool="node",
        category=Category.INFRA,
        pattern=(
            "(?:read ECONNRESET|connect ETIMEDOUT|write EPIPE|socket hang up|ESOCKETTIMEDOUT|"
            "ERR_SOCKET_TIMEOUT|UND_ERR_(?:CONNECT|HEADERS)_TIMEOUT)"
        ),
        anchors=(
            "read ECONNRESET",
            "connect ETIMEDOUT",
            "write EPIPE",
            "socket hang up",
            "ESOCKETTIMEDOUT",
            "ERR_SOCKET_TIMEOUT",
            "UND_ERR_CONNECT_TIMEOUT",
            "UND_ERR_HEADERS_TIMEOUT",
        ),
        weight=74,
        example="Error: read ECONNRESET",
        source="https://nodejs.org/api/errors.html#common-system-errors",
    ),
    Rule(
        name="node-connection-refused",
        tool="node",
        category=Category.TEST,
        pattern=r"connect ECONNREFUSED (?:127\.0\.0\.1|::1|0\.0\.0\.0|localhost)",
        anchors=("connect ECONNREFUSED ",),
        weight=66,
        example="Error: connect ECONNREFUSED 127.0.0.1:5432",
        source="https://nodejs.org/api/errors.html#common-system-errors",
    ),
    Rule(
        name="npm-network",
        tool="npm",
        category=Category.INFRA,
        pattern=(
            "npm (?:ERR!|error) (?:code (?:ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|"
            r"ERR_SOCKET_TIMEOUT|E5\d\d|E429|EPROTO|FETCH_ERROR)|network )"
        ),
        anchors=(
            "npm ERR! code E",
            "npm error code E",
            "npm ERR! code FETCH_ERROR",
            "npm error code FETCH_ERROR",
            "npm ERR! network ",
            "npm error network ",
        ),
        weight=91,
        example="npm error code ECONNRESET",
        source="https://docs.npmjs.com/common-errors",
    ),
    Rule(
        name="go-dial",
        tool="go",
        category=Category.INFRA,
        pattern=(
            r"dial tcp \S+: (?:i/o timeout|connect: (?:connection timed out|network is "
            "unreachable|no route to host))"
        ),
        anchors=("dial tcp ",),
        weight=86,
        example="dial tcp 192.0.2.4:443: i/o timeout",
        source="https://github.com/golang/go/blob/master/src/net/net.go",
    ),
    Rule(
        name="go-http-timeout",
        tool="go",
        category=Category.INFRA,
        pattern=(
            "net/http: (?:TLS handshake timeout|request canceled while waiting for connection|"
            r"timeout awaiting response headers)|Client\.Timeout exceeded while "
        ),
        anchors=(
            "net/http: TLS handshake timeout",
            "net/http: request canceled while",
            "net/http: timeout awaiting",
            "Client.Timeout exceeded while ",
        ),
        weight=86,
        example="net/http: TLS handshake timeout",
        source="https://github.com/golang/go/blob/master/src/net/http/transport.go",
    ),
    Rule(
        name="go-stream-error",
        tool="go",
        category=Category.INFRA,
        pattern=r"(?:stream error: stream ID \d+; |http2: server sent GOAWAY)",
        anchors=("stream error: stream ID ", "http2: server sent GOAWAY"),
        weight=82,
        example="stream error: stream ID 7; INTERNAL_ERROR; received from peer",
        source="https://github.com/golang/net/blob/master/http2/errors.go",
    ),
    Rule(
        name="go-x509",
        tool="go",
        category=Category.INFRA,
        pattern=(
            "x509: certificate (?:signed by unknown authority|has expired|is valid for|relies "
            "on)|tls: failed to verify certificate"
        ),
        anchors=("x509: certificate ", "tls: failed to verify certificate"),
        weight=88,
        example="tls: failed to verify certificate: x509: certificate signed by unknown authority",
        source="https://github.com/golang/go/blob/master/src/crypto/x509/verify.go",
    ),
    Rule(
        name="python-read-timeout",
        tool="python",
        category=Category.INFRA,
        pattern=(
            r"(?:ReadTimeoutError|ConnectTimeoutError): HTTPS?ConnectionPool\(|"
            r"IncompleteRead\(\d+ bytes read"
        ),
        anchors=("TimeoutError: HTTP", "IncompleteRead("),
        weight=84,
        example=(
            "pip._vendor.urllib3.exceptions.ReadTimeoutError: "
            "HTTPSConnectionPool(host='files.pythonhosted.org', port=443): Read timed out."
        ),
        source="https://github.com/urllib3/urllib3/blob/main/src/urllib3/exceptions.py",
    ),
    Rule(
        name="python-retries-exceeded",
        tool="python",
        category=Category.INFRA,
        pattern="Max retries exceeded with url: ",
        anchors=("Max retries exceeded with url: ",),
        weight=84,
        example=(
            "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.example.com', "
            "port=443): Max retries exceeded with url: /v1"
        ),
        source="https://github.com/urllib3/urllib3/blob/main/src/urllib3/exceptions.py",
    ),
    Rule(
        name="maven-transfer",
        tool="maven",
        category=Category.INFRA,
        pattern=(
            r"Could not transfer artifact \S+ from/to .*(?:timed out|[Cc]onnection reset|5\d\d|"
            "Remote host terminated|Unknown host|refused)"
        ),
        anchors=("Could not transfer artifact ",),
        weight=92,
        example=(
            "Could not transfer artifact com.octo:lib:pom:1.4 from/to central "
            "(https://repo.maven.apache.org/maven2): Connect timed out"
        ),
        source="https://maven.apache.org/guides/mini/guide-resolver-transport.html",
    ),
    Rule(
        name="gradle-transfer",
        tool="gradle",
        category=Category.INFRA,
        pattern=r"Could not (?:GET|HEAD) '[^']+'\.(?: Received status code (?:429|5\d\d))?",
        anchors=("Could not GET '", "Could not HEAD '"),
        weight=86,
        example=(
            "> Could not GET 'https://repo.example.com/octo/lib-1.4.pom'. Received status code "
            "502 from server: Bad Gateway"
        ),
        source="https://docs.gradle.org/current/userguide/dependency_resolution.html",
    ),
    Rule(
        name="cargo-download",
        tool="cargo",
        category=Category.INFRA,
        pattern=(
            r"\[(?:6|7|28|35|56)\] (?:Could not resolve|Couldn't connect|Could not connect|"
            "Timeout was reached|SSL connect error|Failure when receiving)"
        ),
        anchors=(
            "] Could not resolve",
            "] Couldn't connect",
            "] Could not connect",
            "] Timeout was reached",
            "] SSL connect error",
            "] Failure when receiving",
        ),
        weight=84,
        example=(
            "[28] Timeout was reached (Operation too slow. Less than 10 bytes/sec transferred "
            "the last 30 seconds)"
        ),
        source="https://github.com/rust-lang/cargo/blob/master/src/cargo/core/package.rs",
    ),
    Rule(
        name="powershell-web",
        tool="powershell",
        category=Category.INFRA,
        pattern=(
            r"(?:The remote server returned an error: \(\d{3}\)|Unable to connect to the remote "
            "server|The remote name could not be resolved)"
        ),
        anchors=(
            "The remote server returned an error: (",
            "Unable to connect to the remote server",
            "The remote name could not be resolved",
        ),
        weight=82,
        example="Invoke-WebRequest : The remote server returned an error: (503) Server Unavailable.",
        source=(
            "https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.utility/"
            "invoke-webrequest"
        ),
    ),
    Rule(
        name="nuget-index",
        tool="nuget",
        category=Category.INFRA,
        pattern="NU1301: |Unable to load the service index for source",
        anchors=("NU1301: ", "Unable to load the service index for source"),
        weight=92,
        example=(
            "error NU1301: Unable to load the service index for source https://api.nuget.org/v3/index.json."
        ),
        source="https://learn.microsoft.com/en-us/nuget/reference/errors-and-warnings/nu1301",
    ),
)

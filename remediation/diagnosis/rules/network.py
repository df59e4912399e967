"""The network: names that do not resolve, connections that break, certificates, servers that answer 5xx."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="dns-could-not-resolve",
        tool="dns",
        category=Category.INFRA,
        pattern=r"[Cc]ould not resolve (?:host|proxy|hostname)\b",
        anchors=("ould not resolve host", "ould not resolve proxy"),
        weight=90,
        example="curl: (6) Could not resolve host: files.example.com",
        source="https://curl.se/libcurl/c/libcurl-errors.html",
    ),
    Rule(
        name="dns-name-resolution",
        tool="dns",
        category=Category.INFRA,
        pattern="[Tt]emporary failure (?:in name resolution|resolving)",
        anchors=("emporary failure ",),
        weight=88,
        example="ssh: Could not resolve hostname deploy.example.com: Temporary failure in name resolution",
        source="https://man7.org/linux/man-pages/man3/getaddrinfo.3.html",
    ),
    Rule(
        name="curl-transport",
        tool="curl",
        category=Category.INFRA,
        pattern=r"^(?:.*: )?curl: \((?:5|6|7|16|18|28|35|52|55|56|92)\) ",
        anchors=("curl: (5", "curl: (6", "curl: (7", "curl: (1", "curl: (2", "curl: (3", "curl: (9"),
        weight=87,
        example="curl: (28) Operation timed out after 30001 milliseconds with 0 bytes received",
        source="https://curl.se/libcurl/c/libcurl-errors.html",
    ),
    Rule(
        name="curl-server-error",
        tool="curl",
        category=Category.INFRA,
        pattern=r"curl: \(22\) .*(?:error|status): ?(?:429|5\d\d)",
        anchors=("curl: (22) ",),
        weight=92,
        example="curl: (22) The requested URL returned error: 503",
        source="https://curl.se/libcurl/c/libcurl-errors.html",
    ),
    Rule(
        name="curl-denied",
        tool="curl",
        category=Category.PERMISSION,
        pattern=r"curl: \(22\) .*(?:error|status): ?40[137]",
        anchors=("curl: (22) ",),
        weight=91,
        example="curl: (22) The requested URL returned error: 403",
        source="https://curl.se/libcurl/c/libcurl-errors.html",
    ),
    Rule(
        name="curl-not-found",
        tool="curl",
        category=Category.DEPENDENCY,
        pattern=r"curl: \(22\) .*(?:error|status): ?4(?:04|10|00)",
        anchors=("curl: (22) ",),
        weight=91,
        example="curl: (22) The requested URL returned error: 404",
        source="https://curl.se/libcurl/c/libcurl-errors.html",
    ),
    Rule(
        name="curl-certificate",
        tool="curl",
        category=Category.INFRA,
        pattern=r"curl: \((?:51|60|77)\) ",
        anchors=("curl: (51) ", "curl: (60) ", "curl: (77) "),
        weight=92,
        example="curl: (60) SSL certificate problem: certificate has expired",
        source="https://curl.se/libcurl/c/libcurl-errors.html",
    ),
    Rule(
        name="curl-write",
        tool="curl",
        category=Category.RESOURCE,
        pattern=r"curl: \(23\) ",
        anchors=("curl: (23) ",),
        weight=55,
        example="curl: (23) Failure writing output to destination",
        source="https://curl.se/libcurl/c/libcurl-errors.html",
    ),
    Rule(
        name="wget-resolve",
        tool="wget",
        category=Category.INFRA,
        pattern=(
            "wget: (?:unable to resolve host address|bad address|can't connect to remote host|"
            r"server returned error: HTTP/\S+ 5\d\d)"
        ),
        anchors=("wget: ",),
        weight=90,
        example="wget: unable to resolve host address 'files.example.com'",
        source="https://www.gnu.org/software/wget/manual/wget.html#Exit-Status",
    ),
    Rule(
        name="wget-server-error",
        tool="wget",
        category=Category.INFRA,
        pattern=r"^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d )?ERROR (?:429|5\d\d): ",
        anchors=("ERROR 429: ", "ERROR 5"),
        weight=90,
        example="2025-01-02 03:04:05 ERROR 503: Service Unavailable.",
        source="https://www.gnu.org/software/wget/manual/wget.html#Exit-Status",
    ),
    Rule(
        name="wget-not-found",
        tool="wget",
        category=Category.DEPENDENCY,
        pattern=(
            r"^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d )?ERROR 4(?:04|10): |wget: server returned "
            r"error: HTTP/\S+ 404"
        ),
        anchors=("ERROR 404: ", "ERROR 410: ", "wget: server returned error: "),
        weight=90,
        example="2025-01-02 03:04:05 ERROR 404: Not Found.",
        source="https://www.gnu.org/software/wget/manual/wget.html#Exit-Status",
    ),
    Rule(
        name="tls-certificate",
        tool="tls",
        category=Category.INFRA,
        pattern=(
            "(?:CERTIFICATE_VERIFY_FAILED|unable to get local issuer certificate|self[- ]signed "
            "certificate in certificate chain|UNABLE_TO_VERIFY_LEAF_SIGNATURE|PKIX path building "
            "failed|CERT_HAS_EXPIRED)"
        ),
        anchors=(
            "CERTIFICATE_VERIFY_FAILED",
            "unable to get local issuer certificate",
            "signed certificate in certificate chain",
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "PKIX path building failed",
            "CERT_HAS_EXPIRED",
        ),
        weight=87,
        example="ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed",
        source="https://docs.openssl.org/master/man1/openssl-verification-options/",
    ),
    Rule(
        name="tls-broken",
        tool="tls",
        category=Category.INFRA,
        pattern=(
            r"(?:SSL_ERROR_SYSCALL|gnutls_handshake\(\) failed|SSLHandshakeException|"
            "SSL_ERROR_ZERO_RETURN|SSL: UNEXPECTED_EOF_WHILE_READING)"
        ),
        anchors=(
            "SSL_ERROR_SYSCALL",
            "gnutls_handshake() failed",
            "SSLHandshakeException",
            "SSL_ERROR_ZERO_RETURN",
            "UNEXPECTED_EOF_WHILE_READING",
        ),
        weight=82,
        example="OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to files.example.com:443",
        source="https://docs.openssl.org/master/man3/SSL_get_error/",
    ),
    Rule(
        name="http-server-error",
        tool="http",
        category=Category.INFRA,
        pattern=r"\b(?:502 Bad Gateway|503 Service (?:Temporarily )?Unavailable|504 Gateway Time-?[Oo]ut)",
        anchors=("502 Bad Gateway", "503 Service ", "504 Gateway Time"),
        weight=58,
        example="error: server responded with 502 Bad Gateway",
        source="https://www.rfc-editor.org/rfc/rfc9110#name-server-error-5xx",
    ),
    Rule(
        name="http-too-many",
        tool="http",
        category=Category.INFRA,
        pattern=r"\b429 Too Many Requests\b|status code 429\b|HTTP 429\b",
        anchors=("429 Too Many Requests", "status code 429", "HTTP 429"),
        weight=74,
        example="error: 429 Too Many Requests",
        source="https://www.rfc-editor.org/rfc/rfc6585#section-4",
    ),
    Rule(
        name="connection-broken",
        tool="network",
        category=Category.INFRA,
        pattern=(
            "(?:[Cc]onnection (?:reset by peer|timed out)|[Nn]etwork is unreachable|[Nn]o route to host)"
        ),
        anchors=(
            "onnection reset by peer",
            "onnection timed out",
            "etwork is unreachable",
            "o route to host",
        ),
        weight=58,
        example="ssh: connect to host deploy.example.com port 22: Connection timed out",
        source="https://man7.org/linux/man-pages/man3/errno.3.html",
    ),
)

"""Protocol buffers: protoc and buf."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

PROTOC = "https://github.com/protocolbuffers/protobuf/blob/main/src/google/protobuf/compiler/command_line_interface.cc"

RULES: tuple[Rule, ...] = (
    Rule(
        name="protoc-error",
        tool="protoc",
        category=Category.BUILD,
        pattern=(
            r"(?P<file>[^\s:]+\.proto):(?P<line>\d+):\d+: (?:[^\sw]|w[^a])|[^\s:]+\.proto: "
            r'(?:File not found|Import "[^"]+" was not found)'
        ),
        anchors=(".proto:",),
        weight=91,
        example='kiln/v1/oven.proto:12:3: "Degrees" is not defined.',
        source=PROTOC,
    ),
    Rule(
        name="protoc-plugin-missing",
        tool="protoc",
        category=Category.CONFIG,
        pattern=(
            r"protoc-gen-\S+: program not found or is not executable"
            r"|--\w+_out: protoc-gen-\S+: Plugin failed"
        ),
        anchors=("protoc-gen-",),
        weight=92,
        example="protoc-gen-go: program not found or is not executable",
        source=PROTOC,
    ),
    Rule(
        name="buf-breaking",
        tool="buf",
        category=Category.LINT,
        pattern=(
            r'(?P<file>[^\s:]+\.proto):(?P<line>\d+):\d+:(?:Previously present|Field "|File option "'
            r'|Enum value "|RPC "|Message ")'
        ),
        anchors=(".proto:",),
        weight=92,
        example=(
            'kiln/v1/oven.proto:12:3:Field "2" on message "Oven" changed type from "string" to "int32".'
        ),
        source="https://buf.build/docs/breaking/",
    ),
    Rule(
        name="buf-lint",
        tool="buf",
        category=Category.LINT,
        pattern=(
            r"(?P<file>[^\s:]+\.proto):(?P<line>\d+):\d+:(?:Package name|Files? |Service name"
            r"|Field name|Enum |RPC |Import |Message name|.+ should be )"
        ),
        anchors=(".proto:",),
        weight=92,
        example=('kiln/v1/oven.proto:3:1:Files with package "kiln.v1" must be within a directory "kiln/v1".'),
        source="https://buf.build/docs/lint/",
    ),
)

"""Ansible, ansible-lint and Molecule."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="ansible-task-failed",
        tool="ansible",
        category=Category.OTHER,
        pattern=r"^fatal: \[[^\]]+\]: FAILED! => ",
        anchors=("]: FAILED! => ",),
        weight=85,
        example=(
            'fatal: [web1]: FAILED! => {"changed": false, "msg": "No package matching \'nginx9\' '
            'is available"}'
        ),
        source="https://github.com/ansible/ansible/blob/devel/lib/ansible/plugins/callback/default.py",
    ),
    Rule(
        name="ansible-unreachable",
        tool="ansible",
        category=Category.INFRA,
        pattern=r"^fatal: \[[^\]]+\]: UNREACHABLE! => ",
        anchors=("]: UNREACHABLE! => ",),
        weight=93,
        example=(
            'fatal: [web1]: UNREACHABLE! => {"changed": false, "msg": "Failed to connect to the '
            'host via ssh"}'
        ),
        source="https://github.com/ansible/ansible/blob/devel/lib/ansible/plugins/callback/default.py",
    ),
    Rule(
        name="ansible-item-failed",
        tool="ansible",
        category=Category.OTHER,
        pattern=r"^failed: \[[^\]]+\] \(item=",
        anchors=("] (item=",),
        weight=85,
        example='failed: [web1] (item=nginx) => {"ansible_loop_var": "item", "changed": false}',
        source="https://github.com/ansible/ansible/blob/devel/lib/ansible/plugins/callback/default.py",
    ),
    Rule(
        name="ansible-error",
        tool="ansible",
        category=Category.CONFIG,
        pattern=r"^ERROR! \S",
        anchors=("ERROR! ",),
        weight=91,
        example=(
            "ERROR! couldn't resolve module/action 'docker_imag'. This often indicates a "
            "misspelling, missing collection, or incorrect module path."
        ),
        source="https://docs.ansible.com/ansible/latest/reference_appendices/playbooks_keywords.html",
    ),
    Rule(
        name="ansible-recap",
        tool="ansible",
        category=Category.OTHER,
        pattern=r"^\S+\s+: ok=\d+ +changed=\d+ +unreachable=\d+ +failed=[1-9]",
        anchors=("unreachable=",),
        weight=40,
        example="web1                       : ok=3    changed=1    unreachable=0    failed=1    skipped=0",
        source="https://github.com/ansible/ansible/blob/devel/lib/ansible/plugins/callback/default.py",
    ),
    Rule(
        name="ansible-lint-rule",
        tool="ansible-lint",
        category=Category.LINT,
        pattern=(
            "(?:^|: )(?:yaml|name|fqcn|jinja|syntax-check|var-naming|schema|key-order|args|"
            "risky-file-permissions|no-handler|meta-runtime|galaxy|deprecated-module|"
            r"internal-error|load-failure)\[[a-z0-9_-]+\]: "
        ),
        anchors=(
            "yaml[",
            "name[",
            "fqcn[",
            "jinja[",
            "syntax-check[",
            "var-naming[",
            "schema[",
            "key-order[",
            "args[",
            "risky-file-permissions[",
            "no-handler[",
            "meta-runtime[",
            "galaxy[",
            "deprecated-module[",
            "internal-error[",
            "load-failure[",
        ),
        weight=93,
        example="name[missing]: All tasks should be named.",
        source="https://ansible.readthedocs.io/projects/lint/rules/",
    ),
    Rule(
        name="ansible-lint-summary",
        tool="ansible-lint",
        category=Category.LINT,
        pattern=r"^Failed: [1-9]\d* failure\(s\), \d+ warning\(s\)",
        anchors=(" failure(s), ",),
        weight=45,
        example="Failed: 3 failure(s), 0 warning(s) in 12 files processed of 12 encountered.",
        source="https://github.com/ansible/ansible-lint/blob/main/src/ansiblelint/app.py",
    ),
    Rule(
        name="molecule-idempotence",
        tool="molecule",
        category=Category.TEST,
        pattern="Idempotence test failed because of the following tasks",
        anchors=("Idempotence test failed because of",),
        weight=93,
        example="CRITICAL Idempotence test failed because of the following tasks:",
        source="https://ansible.readthedocs.io/projects/molecule/",
    ),
    Rule(
        name="molecule-exit",
        tool="molecule",
        category=Category.TEST,
        pattern=r"(?:CRITICAL|ERROR)\s+Ansible return code was [1-9]",
        anchors=("Ansible return code was ",),
        weight=35,
        example="CRITICAL Ansible return code was 2, command was: ansible-playbook converge.yml",
        source="https://ansible.readthedocs.io/projects/molecule/",
    ),
)

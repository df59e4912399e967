"""What databases' clients, SQL linters, dbt and migration tools write."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

_PSQL = "https://www.postgresql.org/docs/current/app-psql.html"
_PG = "https://www.postgresql.org/docs/current/errcodes-appendix.html"
_MYSQL = "https://dev.mysql.com/doc/mysql-errors/8.0/en/"
_SQLITE = "https://www.sqlite.org/cli.html"
_SQLFLUFF = "https://docs.sqlfluff.com/en/stable/"
_ALEMBIC = "https://alembic.sqlalchemy.org/en/latest/"
_FLYWAY = "https://documentation.red-gate.com/flyway"
_PRISMA = "https://www.prisma.io/docs/orm/reference/error-reference"
_DBT = "https://docs.getdbt.com/guides/debug-errors"

RULES: tuple[Rule, ...] = (
    Rule(
        name="psql-script",
        tool="psql",
        category=Category.TEST,
        pattern=r"^psql:(?P<file>[^:]+):(?P<line>\d+): (?:ERROR|FATAL): +\S",
        anchors=("psql:",),
        weight=92,
        example='psql:schema/cart.sql:12: ERROR:  relation "books" does not exist',
        source=_PSQL,
        plain=True,
    ),
    Rule(
        name="psql-connection",
        tool="psql",
        category=Category.INFRA,
        pattern=r"^(?:psql|createdb|dropdb|pg_dump|pg_restore): error: (?:connection to server"
        r"|could not (?:connect|translate))",
        anchors=(": error: connection to server", ": error: could not "),
        weight=86,
        example='psql: error: connection to server at "127.0.0.1", port 5432 failed: Connection refused',
        source=_PSQL,
    ),
    Rule(
        name="postgres-fatal",
        tool="postgres",
        category=Category.CONFIG,
        pattern=r"FATAL:  (?:password authentication failed|role \S+ does not exist"
        r"|database \S+ does not exist|no pg_hba\.conf entry|sorry, too many clients)",
        anchors=("FATAL:  ",),
        weight=70,
        example='FATAL:  password authentication failed for user "cart"',
        source=_PG,
    ),
    Rule(
        name="postgres-error",
        tool="postgres",
        category=Category.TEST,
        pattern=r"(?:^|\] |UTC )ERROR:  (?:relation|column|syntax error|duplicate key|null value"
        r"|insert or update|permission denied|type|function|deadlock|canceling|could not"
        r"|value too long|invalid input)",
        anchors=("ERROR:  ",),
        weight=56,
        example='ERROR:  relation "books" does not exist at character 15',
        source=_PG,
        plain=True,
    ),
    Rule(
        name="mysql-error",
        tool="mysql",
        category=Category.TEST,
        pattern=r"^(?:mysql: \[ERROR\] |.*)ERROR \d{4} \([0-9A-Z]{5}\)(?: at line (?P<line>\d+))?: ",
        anchors=("ERROR ",),
        weight=89,
        example="ERROR 1064 (42000) at line 12: You have an error in your SQL syntax",
        source=_MYSQL,
        plain=True,
    ),
    Rule(
        name="sqlite-error",
        tool="sqlite",
        category=Category.TEST,
        pattern=r"^(?:Error: |Parse error |Runtime error )(?:near line|in line) (?P<line>\d+)",
        anchors=("near line ", "in line "),
        weight=89,
        example="Parse error near line 12: no such table: books",
        source=_SQLITE,
        plain=True,
    ),
    Rule(
        name="sqlstate",
        tool="pdo",
        category=Category.TEST,
        pattern=r"SQLSTATE\[\w{5}\]",
        anchors=("SQLSTATE[",),
        weight=86,
        example="SQLSTATE[HY000] [2002] Connection refused",
        source="https://www.php.net/manual/en/pdo.error-handling.php",
        plain=True,
    ),
    Rule(
        name="oracle-error",
        tool="oracle",
        category=Category.TEST,
        pattern=r"\b(?:ORA|PLS)-\d{5}: ",
        anchors=("ORA-", "PLS-"),
        weight=86,
        example="ORA-00942: table or view does not exist",
        source="https://docs.oracle.com/en/error-help/db/",
        plain=True,
    ),
    Rule(
        name="sqlfluff-finding",
        tool="sqlfluff",
        category=Category.LINT,
        pattern=r"^L: +(?P<line>\d+) \| P: +\d+ \| +[A-Z]+\d* +\| \S",
        anchors=(" | P: ",),
        weight=90,
        example="L:  12 | P:   1 | LT09 | Select targets should be on a new line unless there is only one.",
        source=_SQLFLUFF,
    ),
    Rule(
        name="sqlfluff-file",
        tool="sqlfluff",
        category=Category.LINT,
        pattern=r"^== \[(?P<file>[^\]]+)\] FAIL$",
        anchors=("] FAIL",),
        weight=72,
        example="== [models/cart.sql] FAIL",
        source=_SQLFLUFF,
    ),
    Rule(
        name="alembic-error",
        tool="alembic",
        category=Category.TEST,
        pattern=r"(?:^FAILED: |ERROR \[alembic\.util\.messaging\] )(?:Multiple head|Can't locate revision"
        r"|Target database is not up to date|New upgrade operations detected|No such revision)",
        anchors=("FAILED: ", "[alembic.util.messaging] "),
        weight=90,
        example="FAILED: Multiple head revisions are present for given argument 'head'",
        source=_ALEMBIC,
        plain=True,
    ),
    Rule(
        name="flyway-error",
        tool="flyway",
        category=Category.TEST,
        pattern=r"Migration checksum mismatch for migration version|ERROR: (?:Validate failed"
        r"|Migration .+ failed|Unable to obtain connection|Found more than one migration)"
        r"|Detected (?:failed|resolved|applied) migration",
        anchors=(
            "Migration checksum mismatch",
            "ERROR: Validate failed",
            "ERROR: Migration ",
            "ERROR: Unable to obtain connection",
            "ERROR: Found more than one migration",
            "Detected failed migration",
            "Detected resolved migration",
            "Detected applied migration",
        ),
        weight=91,
        example="Migration checksum mismatch for migration version 12",
        source=_FLYWAY,
        plain=True,
    ),
    Rule(
        name="liquibase-error",
        tool="liquibase",
        category=Category.TEST,
        pattern=r"Unexpected error running Liquibase: |Migration failed for (?:change ?set|changeset) "
        r"|Validation Failed:$",
        anchors=("Unexpected error running Liquibase", "Migration failed for change", "Validation Failed:"),
        weight=91,
        example="Unexpected error running Liquibase: Migration failed for changeset "
        "changes/cart.xml::12::ann",
        source="https://docs.liquibase.com/",
        plain=True,
    ),
    Rule(
        name="prisma-error",
        tool="prisma",
        category=Category.TEST,
        pattern=r"^\s*Error(?: code)?: P[1-6]\d{3}\b|Error validating (?:model|field|datasource|the)"
        r"|Prisma schema validation",
        anchors=("Error: P", "Error code: P", "Error validating ", "Prisma schema validation"),
        weight=90,
        example="Error: P1001: Can't reach database server at `localhost:5432`",
        source=_PRISMA,
        plain=True,
    ),
    Rule(
        name="golang-migrate-dirty",
        tool="migrate",
        category=Category.TEST,
        pattern=r"error: Dirty database version \d+\. Fix and force version",
        anchors=("error: Dirty database version ",),
        weight=91,
        example="error: Dirty database version 12. Fix and force version.",
        source="https://github.com/golang-migrate/migrate",
        plain=True,
    ),
    Rule(
        name="knex-migration",
        tool="knex",
        category=Category.TEST,
        pattern=r"^migration file \x22.+\x22 failed|migration failed with error: ",
        anchors=("migration file ", "migration failed with error: "),
        weight=89,
        example='migration file "012_cart.js" failed',
        source="https://knexjs.org/guide/migrations.html",
        plain=True,
    ),
    Rule(
        name="dbt-error",
        tool="dbt",
        category=Category.TEST,
        pattern=r"(?:Database|Compilation|Runtime|Parsing|Dependency) Error in (?:model|test|snapshot|seed"
        r"|unit_test|source|analysis|rpc|operation|\w+) ?\S",
        anchors=(" Error in ",),
        weight=91,
        example="Database Error in model cart_totals (models/cart_totals.sql)",
        source=_DBT,
        plain=True,
    ),
    Rule(
        name="dbt-test",
        tool="dbt",
        category=Category.TEST,
        pattern=r"Failure in (?:unit_)?test (?P<test>\S+) \((?P<file>[^)]+)\)"
        r"|Got \d+ results?, configured to fail if",
        anchors=("Failure in ", ", configured to fail if"),
        weight=88,
        example="Failure in test not_null_cart_id (models/schema.yml)",
        source=_DBT,
        plain=True,
    ),
    Rule(
        name="dbt-summary",
        tool="dbt",
        category=Category.TEST,
        pattern=r"Completed with [1-9]\d* errors?(?:,| and) |Done\. PASS=\d+ WARN=\d+ ERROR=[1-9]",
        anchors=("Completed with ", "Done. PASS="),
        weight=48,
        example="Completed with 1 error and 0 warnings:",
        source=_DBT,
        plain=True,
    ),
)

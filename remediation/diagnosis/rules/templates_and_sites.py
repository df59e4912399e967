"""Documentation sites: Hugo, Jekyll, Docusaurus, VitePress, MkDocs, Sphinx, mdBook, AsciiDoc, pandoc."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="hugo-ref-not-found",
        tool="hugo",
        category=Category.BUILD,
        pattern=r"REF_NOT_FOUND: Ref \"",
        anchors=("REF_NOT_FOUND: Ref ",),
        weight=95,
        example='ERROR [en] REF_NOT_FOUND: Ref "setup.md" from page "guide/intro.md": page not found',
        source="https://github.com/gohugoio/hugo/blob/master/hugolib/site.go",
    ),
    Rule(
        name="hugo-build",
        tool="hugo",
        category=Category.BUILD,
        pattern=(
            "(?:[Ee]rror(?: building site)?: |ERROR )(?:.*: )?(?:error building site: |failed to "
            r"extract shortcode: |failed to render pages: |render of \".+\" failed: |process: "
            "readAndProcessContent: )"
        ),
        anchors=(
            "error building site: ",
            "failed to extract shortcode: ",
            "failed to render pages: ",
            "render of ",
            "process: readAndProcessContent: ",
        ),
        weight=93,
        example=(
            'Error: error building site: "/src/content/guide.md:14:1": failed to extract '
            'shortcode: template for shortcode "note" not found'
        ),
        source="https://github.com/gohugoio/hugo/blob/master/hugolib/hugo_sites_build.go",
    ),
    Rule(
        name="hugo-module",
        tool="hugo",
        category=Category.DEPENDENCY,
        pattern=r"Error: (?:module \".+\" not found|failed to download modules: )",
        anchors=('Error: module "', "Error: failed to download modules: "),
        weight=94,
        example=(
            'Error: module "docsy" not found in "/src/themes/docsy"; either add it as a Hugo '
            'Module or store it in "/src/themes"'
        ),
        source="https://gohugo.io/hugo-modules/",
    ),
    Rule(
        name="jekyll-liquid",
        tool="jekyll",
        category=Category.BUILD,
        pattern=r"Liquid (?:Exception|syntax error)[^:]*: (?:.+ in (?P<file>\S+))?",
        anchors=("Liquid Exception", "Liquid syntax error"),
        weight=94,
        example=(
            "Liquid Exception: Could not locate the included file 'nav.html' in any of "
            '["/src/_includes"]. in _layouts/page.html'
        ),
        source="https://jekyllrb.com/docs/troubleshooting/",
    ),
    Rule(
        name="jekyll-error",
        tool="jekyll",
        category=Category.BUILD,
        pattern=r"jekyll \d\S* \| Error: |YAML Exception reading (?P<file>[^:\s]+):",
        anchors=(" | Error: ", "YAML Exception reading "),
        weight=92,
        example="jekyll 4.3.3 | Error:  Undefined method `size' for nil",
        source="https://jekyllrb.com/docs/troubleshooting/",
    ),
    Rule(
        name="docusaurus-broken-links",
        tool="docusaurus",
        category=Category.BUILD,
        pattern="Docusaurus found broken (?:links|anchors|markdown links)!|found broken (?:links|anchors)!",
        anchors=("Docusaurus found broken ", "found broken links!", "found broken anchors!"),
        weight=93,
        example="Error: Docusaurus found broken links!",
        source="https://docusaurus.io/docs/api/docusaurus-config#onBrokenLinks",
    ),
    Rule(
        name="docusaurus-broken-page",
        tool="docusaurus",
        category=Category.BUILD,
        pattern=r"- Broken (?:link|anchor) on source page path = (?P<file>\S+):",
        anchors=("- Broken link on source page", "- Broken anchor on source page"),
        weight=90,
        example="- Broken link on source page path = /guide/setup:",
        source="https://docusaurus.io/docs/api/docusaurus-config#onBrokenLinks",
    ),
    Rule(
        name="docusaurus-build",
        tool="docusaurus",
        category=Category.BUILD,
        pattern=(
            r"Unable to build website for locale \S+|MDX compilation failed for file "
            r"\"(?P<file>[^\"]+)\""
        ),
        anchors=("Unable to build website for locale", "MDX compilation failed for file"),
        weight=70,
        example='Error: MDX compilation failed for file "/src/docs/setup.mdx"',
        source="https://docusaurus.io/docs/markdown-features/react",
    ),
    Rule(
        name="vitepress-dead-link",
        tool="vitepress",
        category=Category.BUILD,
        pattern=r"Found dead link \S+ in file (?P<file>\S+)",
        anchors=("Found dead link ",),
        weight=93,
        example="(!) Found dead link ./setup in file guide/index.md",
        source="https://vitepress.dev/reference/site-config#ignoredeadlinks",
    ),
    Rule(
        name="vitepress-summary",
        tool="vitepress",
        category=Category.BUILD,
        pattern=r"\[vitepress\] \d+ dead link\(s\) found",
        anchors=(" dead link(s) found",),
        weight=50,
        example="[vitepress] 1 dead link(s) found.",
        source="https://vitepress.dev/reference/site-config#ignoredeadlinks",
    ),
    Rule(
        name="mkdocs-config",
        tool="mkdocs",
        category=Category.CONFIG,
        pattern=(
            r"""(?:Config value '\S+': |Error: The \".+\" plugin is not installed|Aborted with a """
            "configuration error!|Aborted with a BuildError!)"
        ),
        anchors=(
            "Config value '",
            '" plugin is not installed',
            "Aborted with a configuration error!",
            "Aborted with a BuildError!",
        ),
        weight=86,
        example="ERROR   -  Config value 'plugins': The \"search2\" plugin is not installed",
        source="https://www.mkdocs.org/user-guide/configuration/",
    ),
    Rule(
        name="doxygen-warning",
        tool="doxygen",
        category=Category.BUILD,
        pattern=(
            r"(?P<file>\S+?):(?P<line>\d+): (?:error|warning): .+ \(warning treated as error, "
            r"aborting now\)"
        ),
        anchors=("(warning treated as error, aborting now)",),
        weight=95,
        example=(
            "/src/app.h:14: error: documented symbol 'run' was not declared (warning treated as "
            "error, aborting now)"
        ),
        source="https://www.doxygen.nl/manual/config.html#cfg_warn_as_error",
    ),
    Rule(
        name="mdbook-error",
        tool="mdbook",
        category=Category.BUILD,
        pattern=r"\[ERROR\] \(mdbook\S*\): ",
        anchors=("[ERROR] (mdbook",),
        weight=91,
        example=(
            "2025-01-02 03:04:05 [ERROR] (mdbook::renderer): Renderer exited with non-zero return code."
        ),
        source="https://rust-lang.github.io/mdBook/",
    ),
    Rule(
        name="asciidoctor-error",
        tool="asciidoctor",
        category=Category.BUILD,
        pattern=r"asciidoctor: (?:ERROR|FAILED): (?:(?P<file>[^:\s]+): line (?P<line>\d+): )?",
        anchors=("asciidoctor: ERROR: ", "asciidoctor: FAILED: "),
        weight=92,
        example="asciidoctor: ERROR: guide.adoc: line 14: include file not found: /src/setup.adoc",
        source="https://docs.asciidoctor.org/asciidoctor/latest/cli/",
    ),
    Rule(
        name="pandoc-error",
        tool="pandoc",
        category=Category.BUILD,
        pattern=(
            r"^pandoc: \S+: (?:openBinaryFile|withBinaryFile)|^Error producing PDF\.|^Could not "
            "find data file "
        ),
        anchors=("pandoc: ", "Error producing PDF.", "Could not find data file "),
        weight=88,
        example="Error producing PDF.",
        source="https://pandoc.org/MANUAL.html#exit-codes",
    ),
)

"""What Lua, busted, luacheck, StyLua, Selene and LuaRocks write."""

from remediation.diagnosis.category import Category
from remediation.diagnosis.rule import Rule

_LUA = "https://www.lua.org/manual/5.4/manual.html"
_BUSTED = "https://lunarmodules.github.io/busted/"
_LUACHECK = "https://luacheck.readthedocs.io/en/stable/cli.html"

RULES: tuple[Rule, ...] = (
    Rule(
        name="lua-runtime-error",
        tool="lua",
        category=Category.TEST,
        pattern=r"(?P<file>[^\s:]+\.lua):(?P<line>\d+): (?:attempt to |bad argument #|module '"
        r"|assertion failed|stack overflow|unexpected symbol|'.+' expected|syntax error)",
        anchors=(".lua:",),
        weight=91,
        example="lua: src/cart.lua:12: attempt to index a nil value (local 'book')",
        source=_LUA,
    ),
    Rule(
        name="lua-uncaught",
        tool="lua",
        category=Category.TEST,
        pattern=r"^(?:lua[\d.]*|luajit|luac[\d.]*|resty): (?P<file>[^\s:]+\.lua):(?P<line>\d+): \S",
        anchors=(".lua:",),
        weight=84,
        example="lua5.4: src/cart.lua:12: no stock",
        source=_LUA,
        plain=True,
    ),
    Rule(
        name="lua-missing-module",
        tool="lua",
        category=Category.DEPENDENCY,
        pattern=r"module '[\w.]+' not found:",
        anchors=("' not found:",),
        weight=92,
        example="lua: src/cart.lua:1: module 'ledger' not found:",
        source=_LUA,
    ),
    Rule(
        name="busted-test",
        tool="busted",
        category=Category.TEST,
        pattern=r"^(?:Failure|Error) (?:→|->) (?P<file>\S+) @ (?P<line>\d+)",
        anchors=("Failure → ", "Failure -> ", "Error → ", "Error -> "),
        weight=78,
        example="Failure → spec/cart_spec.lua @ 12",
        source=_BUSTED,
    ),
    Rule(
        name="busted-expected",
        tool="busted",
        category=Category.TEST,
        pattern=r"^(?:\S+: )?Expected (?:objects to be|to be|error to be|values to be)\b",
        anchors=("Expected ",),
        weight=86,
        example="spec/cart_spec.lua:14: Expected objects to be equal.",
        source=_BUSTED,
    ),
    Rule(
        name="busted-summary",
        tool="busted",
        category=Category.TEST,
        pattern=r"^\d+ success(?:es)? / (?:[1-9]\d* failures? / \d+ errors?"
        r"|\d+ failures? / [1-9]\d* errors?)",
        anchors=(" success",),
        weight=46,
        example="12 successes / 1 failure / 0 errors / 0 pending : 0.01 seconds",
        source=_BUSTED,
    ),
    Rule(
        name="plenary-test",
        tool="plenary",
        category=Category.TEST,
        pattern=r"^Fail\s+\|\|\s+(?P<test>\S.*)$",
        anchors=("Fail",),
        weight=74,
        example="Fail	||	cart adds items",
        source="https://github.com/nvim-lua/plenary.nvim",
    ),
    Rule(
        name="luacheck-finding",
        tool="luacheck",
        category=Category.LINT,
        pattern=r"^\s+(?P<file>\S+\.lua):(?P<line>\d+):\d+(?:-\d+)?: (?:\([WE]\d+\) )?\S",
        anchors=(".lua:",),
        weight=88,
        example="    src/cart.lua:12:5: (W113) accessing undefined variable 'total'",
        source=_LUACHECK,
    ),
    Rule(
        name="luacheck-summary",
        tool="luacheck",
        category=Category.LINT,
        pattern=r"^Total: (?:[1-9]\d* warnings? / \d+ errors?|0 warnings / [1-9]\d* errors?) in \d+ files?",
        anchors=("Total: ",),
        weight=50,
        example="Total: 3 warnings / 1 error in 5 files",
        source=_LUACHECK,
    ),
    Rule(
        name="stylua-diff",
        tool="stylua",
        category=Category.LINT,
        pattern=r"^Diff in (?P<file>\S+\.luau?)(?::| at line)",
        anchors=("Diff in ",),
        weight=88,
        example="Diff in src/cart.lua:",
        source="https://github.com/JohnnyMorganz/StyLua",
    ),
    Rule(
        name="selene-finding",
        tool="selene",
        category=Category.LINT,
        pattern=r"^error\[(?:undefined_variable|unused_variable|shadowing|parse_error"
        r"|incorrect_standard_library_use|deprecated|empty_if|unscoped_variables"
        r"|[a-z]+_[a-z_]+)\]: \S",
        anchors=("error[",),
        weight=88,
        example="error[undefined_variable]: `total` is not defined",
        source="https://kampfkarren.github.io/selene/",
    ),
    Rule(
        name="luarocks-not-found",
        tool="luarocks",
        category=Category.DEPENDENCY,
        pattern=r"^Error: (?:No results matching query were found|Could not satisfy dependency"
        r"|Failed installing dependency: |LuaRocks \S+ bug)",
        anchors=(
            "No results matching query were found",
            "Could not satisfy dependency",
            "Failed installing dependency: ",
            "Error: LuaRocks ",
        ),
        weight=91,
        example="Error: No results matching query were found for Lua 5.4.",
        source="https://github.com/luarocks/luarocks/wiki",
    ),
)

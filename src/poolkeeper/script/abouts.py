"""What the help key says of words that no menu declares: global commands, and directories of menus."""

from collections.abc import Mapping
from types import MappingProxyType

GLOBALS: Mapping[str, str] = MappingProxyType(
    {
        "beep": "Make a sound",
        "break": "Leave the loop",
        "continue": "Begin the next turn of the loop",
        "convert": "Change a text from one coding to another",
        "delay": "Wait for a time",
        "deserialize": "Read a value from a text",
        "do": "Run commands, again while or if a condition holds",
        "environment": "Print the global variables",
        "error": "Stop with a message",
        "execute": "Run a script beside this session",
        "find": "Find the place of an element or a part of a text",
        "for": "Run commands for each number of a range",
        "foreach": "Run commands for each element",
        "global": "Declare a global variable",
        "if": "Run commands if a condition holds",
        "import": "Run a file",
        "jobname": "Name of the script that runs",
        "len": "Length of a text, number of elements",
        "local": "Declare a local variable",
        "log": "Write a log line",
        "nothing": "Give no value",
        "onerror": "Run commands, and others if they fail",
        "parse": "Make a function of a text",
        "pick": "Take a part of a text or an array",
        "put": "Print a value",
        "range": "Make an array of numbers",
        "resolve": "Look a name up",
        "retry": "Run commands until they do not fail",
        "return": "Leave the function with a value",
        "rndnum": "Make a random number",
        "rndstr": "Make a random text",
        "serialize": "Write a value as a text",
        "set": "Give a variable a value",
        "terminal": "Move on the terminal",
        "time": "How long commands take",
        "timestamp": "Time since 1970",
        "toarray": "Convert to an array",
        "tobool": "Convert to true or false",
        "tocrlf": "Make line ends CR LF",
        "toid": "Convert to an item id",
        "toip": "Convert to an IP address",
        "toip6": "Convert to an IPv6 address",
        "tolf": "Make line ends LF",
        "tonsec": "Convert to nanoseconds",
        "tonum": "Convert to a number",
        "tostr": "Convert to a text",
        "totime": "Convert to a time",
        "typeof": "The type of a value",
        "while": "Run commands while a condition holds",
    }
)
DIRECTORIES: Mapping[str, str] = MappingProxyType(
    {
        "ip": "Addresses, pools, DHCP and services",
        "interface pptp-server": "PPTP tunnels",
        "ppp": "Profiles of point-to-point connections",
        "system": "The machine, its consoles and its history",
        "tool": "Tools",
    }
)

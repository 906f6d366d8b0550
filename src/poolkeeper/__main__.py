"""The command line: lab, serve, console, export, import, check, check-store. A newcomer starts here, then reads app.py.

Every error goes to standard error and ends with what to type next.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from poolkeeper import __version__

INTRODUCTION = """\
poolkeeper {version}: an IP address-pool server for Linux that speaks RouterOS
  poolkeeper lab                       a router, a switch and three DHCP clients in a box, live
  poolkeeper serve --data DIR          the server; the first start prints the administrator's password
  poolkeeper console --data DIR        the RouterOS console of a running server
docs: the folder docs/ of the source, docs/operating.md first; `poolkeeper --help` for the other commands
"""


class _Parser(argparse.ArgumentParser):
    """argparse, with the next thing to type after every error."""

    def error(self, message: str) -> "NoReturn":  # type: ignore[name-defined]  # noqa: F821
        self.exit(2, f"poolkeeper: {message}\ntype: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="poolkeeper", description="An IP address-pool server for Linux that speaks RouterOS.")
    parser.add_argument("--version", action="version", version=f"poolkeeper {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser, required=True)

    lab = commands.add_parser("lab", help="a network in a box: router, switch, DHCP clients")
    lab.add_argument("--clients", type=int, default=3, metavar="N", help="how many clients (default 3)")
    lab.add_argument("--data", type=Path, metavar="DIR", help="keep the server's folder here (default: temporary)")
    lab.add_argument("--once", action="store_true", help="exit 0 when all clients are bound, 1 after 60 s")

    serve = commands.add_parser("serve", help="run the server")
    serve.add_argument("--data", type=Path, required=True, metavar="DIR", help="the server's folder; made if missing")
    serve.add_argument("--init", type=Path, metavar="FILE.rsc", help="script of the first start")
    serve.add_argument("--admin-password-file", type=Path, metavar="FILE", help="its first line is admin's password")
    serve.add_argument("--no-defaults", action="store_true", help="first start without the SOHO configuration")

    console = commands.add_parser("console", help="the console of a running server")
    console.add_argument("--data", type=Path, required=True, metavar="DIR")
    console.add_argument("line", nargs=argparse.REMAINDER, metavar="COMMAND", help="run this line and exit")

    export = commands.add_parser("export", help="print the configuration as a RouterOS script")
    export.add_argument("--data", type=Path, required=True, metavar="DIR")
    export.add_argument("--show-sensitive", action="store_true", help="with passwords and secrets")

    load = commands.add_parser("import", help="run a RouterOS script or export on the configuration")
    load.add_argument("--dry-run", action="store_true", help="try every statement, tell of each, change nothing")
    load.add_argument("--all-or-nothing", action="store_true", help="one refused statement, and nothing is changed")
    load.add_argument("--stop-on-error", action="store_true", help="go no further than the first refused statement")
    load.add_argument("--report", type=Path, metavar="FILE.json", help="write what became of each statement here")
    load.add_argument("--data", type=Path, required=True, metavar="DIR")
    load.add_argument("file", type=Path, metavar="FILE.rsc")

    check = commands.add_parser("check", help="say what is wrong with scripts and exports, without running them")
    check.add_argument("files", type=Path, nargs="+", metavar="FILE.rsc")
    check.add_argument("--target", choices=("6.49", "7.22"), help="for which RouterOS (default: each file's header)")
    check.add_argument("--format", choices=("text", "json", "sarif"), default="text", help="how to tell it")

    sound = commands.add_parser("check-store", help="say what is wrong with a stopped server's store, if anything")
    sound.add_argument("--data", type=Path, required=True, metavar="DIR")
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = list(sys.argv[1:] if words is None else words)
    if not given:
        sys.stdout.write(INTRODUCTION.format(version=__version__))
        return 0
    options = _parser().parse_args(given)
    try:
        return _run(options)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1


def _run(options: argparse.Namespace) -> int:
    # Each command imports only what it needs: the console client starts in a blink.
    if options.command == "lab":
        from poolkeeper.lab.run import run_lab

        return run_lab(options.clients, options.data, options.once)
    if options.command == "serve":
        from poolkeeper.start import start_server

        return start_server(options.data, options.init, options.admin_password_file, defaults=not options.no_defaults)
    if options.command == "console":
        from poolkeeper.tools.console import run_console

        return run_console(options.data, options.line)
    if options.command == "check":
        from poolkeeper.tools.check.command import run_check

        return run_check(options.files, options.target, options.format)
    from poolkeeper.offline import run_check_store, run_export, run_import

    if options.command == "check-store":
        return run_check_store(options.data)
    if options.command == "export":
        return run_export(options.data, show_sensitive=options.show_sensitive)
    from poolkeeper.script.wishes import Wishes

    wishes = Wishes(options.dry_run, options.all_or_nothing, options.stop_on_error, not sys.stderr.isatty())
    return run_import(options.data, options.file, wishes, options.report)


if __name__ == "__main__":
    sys.exit(main())

"""The command line. One function a command; each imports only what that command needs (DESIGN section 8).

Standard output is for machines, standard error gets one plain sentence and what to do. Exit codes: see `failures`.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from borrower_app import clock, identifiers
from borrower_app import settings as settings_
from borrower_app.failures import Failure, FailureCode, WrongUse
from borrower_app.file_trouble import unusable_file
from borrower_app.language import Language

if TYPE_CHECKING:
    from borrower_app.lender.browser_trip import BrowserTrip

OK = 0

Handler = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence and leaves with 2."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(FailureCode.WRONG_USE, message)


def _options(arguments: argparse.Namespace) -> settings_.Options:
    return settings_.Options(
        data_dir=arguments.data_dir or settings_.default_data_dir(),
        base_url=arguments.base_url,
        ca_file=arguments.ca_file,
        sign_in=settings_.SignInOptions(
            client_id=arguments.client_id, token_origin=arguments.token_origin, redirect_path=arguments.redirect_path
        ),
        passphrase_file=arguments.passphrase_file,
        pin_file=arguments.pin_file,
        language=arguments.lang,
    )


def _language(arguments: argparse.Namespace) -> Language:
    if arguments.lang:
        return Language(arguments.lang)
    return Language(settings_.load(arguments.data_dir or settings_.default_data_dir()).language)


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")
    sys.stdout.buffer.flush()


def _print_json(value: object) -> None:
    import msgspec

    _write(msgspec.json.format(msgspec.json.encode(value), indent=2))


def _read_input(name: str) -> Any:
    """The JSON value in a file, or in standard input for `-`."""
    from borrower_app.contract import strict_json
    from borrower_app.marked_text import json_bytes

    try:
        data = json_bytes(sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        raise unusable_file(name, error) from error
    try:
        strict_json.scan(data)
    except strict_json.ContractViolation as error:
        raise WrongUse(FailureCode.FILE_NOT_JSON, str(error), file=name) from error
    import json

    return json.loads(data)


def _compute(arguments: argparse.Namespace, one: Callable[[Any], dict[str, Any]]) -> int:
    """Run a pure computation over one object or an array of them; a bad item of an array keeps its place."""
    value = _read_input(arguments.file)
    if isinstance(value, list):
        results = []
        for item in value:
            try:
                results.append(one(item))
            except ValueError as error:
                results.append({"error": str(error)})
            except Exception as error:  # noqa: BLE001 - one bad item never takes the others' answers away
                results.append({"error": _told(_fault_of(error, arguments), _language(arguments))})
        _print_json(results)
        return OK
    try:
        result = one(value)
    except ValueError as error:
        raise WrongUse(FailureCode.FILE_CONTENT, file=arguments.file, reason=str(error).rstrip(".")) from error
    _print_json(result)
    return OK


def _schedule(arguments: argparse.Namespace) -> int:
    from borrower_app.lending.schedule_json import schedule_from_json

    return _compute(arguments, schedule_from_json)


def _audit(arguments: argparse.Namespace) -> int:
    from borrower_app.lending.audit_json import audit_from_json

    return _compute(arguments, audit_from_json)


def _annual_cost(arguments: argparse.Namespace) -> int:
    from borrower_app.lending.annual_cost import annual_cost_from_json

    return _compute(arguments, annual_cost_from_json)


def _explain(arguments: argparse.Namespace) -> int:
    from borrower_app.debits.explain_json import explain_from_json
    from borrower_app.reason_catalogue import reason_catalogue

    catalogue = reason_catalogue()
    return _compute(arguments, lambda value: explain_from_json(value, catalogue))


def _read_message(arguments: argparse.Namespace) -> int:
    from borrower_app.debits.read_message_json import message_from_json
    from borrower_app.reason_catalogue import reason_catalogue

    catalogue = reason_catalogue()
    # Links to the lender that the call itself names are its own; no folder is opened for that.
    origins = tuple(origin for origin in (arguments.base_url, arguments.token_origin) if origin)
    return _compute(arguments, lambda value: message_from_json(value, catalogue, origins))


def _sign_in(arguments: argparse.Namespace) -> int:
    from borrower_app.application.commands import open_application

    language = _language(arguments)
    with open_application(_options(arguments)) as application:
        if arguments.device:
            application.sign_in_with_device(_shows_device_code(language))
        else:
            application.sign_in_with_browser(_opens_browser(language))
        held_back = application.held_back()
        if held_back:
            sys.stdout.write(
                language.say_count(
                    "This sign-in does not say who you are, so {count} change of before was not sent. Open the app to"
                    " send it or let it go.",
                    "This sign-in does not say who you are, so {count} changes of before were not sent. Open the app"
                    " to send them or let them go.",
                    held_back,
                )
                + "\n"
            )
        submitted = application.submit_held_up()
        if submitted:
            sys.stdout.write(
                language.say_count(
                    "{count} change waited for this sign-in. Run sync to send it.",
                    "{count} changes waited for this sign-in. Run sync to send them.",
                    submitted,
                )
                + "\n"
            )
    return OK


def _shows_device_code(language: Language) -> Callable[[str, str, str | None], None]:
    def show(user_code: str, address: str, complete_address: str | None) -> None:
        import segno

        sys.stdout.write(
            language.say("Open {address} on your phone and enter the code {code}.", address=address, code=user_code)
            + "\n"
        )
        segno.make(complete_address or address, error="m", micro=False).terminal(out=sys.stdout, compact=True)
        sys.stdout.flush()

    return show


def _opens_browser(language: Language) -> Callable[[BrowserTrip], None]:
    def show(trip: BrowserTrip) -> None:
        import threading
        import webbrowser

        told = language.say("Sign in in the browser of this computer. If none opens, open this address yourself:")
        sys.stderr.write(f"{told}\n{trip.address}\n")
        sys.stderr.flush()
        # In a thread: a browser of the terminal stays until the person leaves it; the answer comes before that.
        # Where no page can be written, the address above is the way.
        with contextlib.suppress(OSError):
            threading.Thread(target=webbrowser.open, args=(trip.page(),), name="browser", daemon=True).start()

    return show


def _verify_operation(arguments: argparse.Namespace) -> int:
    from borrower_app.application.commands import open_application

    with open_application(_options(arguments)) as application:
        _print_json(application.verify_operation(arguments.operation_id, arguments.code_file))
    return OK


def _sync(arguments: argparse.Namespace) -> int:
    from borrower_app.application.commands import open_application

    with open_application(_options(arguments)) as application:
        report, failure = application.synchronise()
        _print_json(report)
        if failure is not None:
            raise failure
    return OK


def _queue(arguments: argparse.Namespace) -> int:
    value = _read_input(arguments.file)
    from borrower_app.application.commands import open_application

    with open_application(_options(arguments)) as application:
        operation_id = application.queue(value, arguments.file)
        sys.stdout.write(f"saved {operation_id}\n")
        sys.stdout.flush()
    return OK


def _outbox(arguments: argparse.Namespace) -> int:
    from borrower_app.application.commands import open_application

    with open_application(_options(arguments)) as application:
        _print_json({"operations": application.outbox()})
    return OK


def _dump(arguments: argparse.Namespace) -> int:
    from borrower_app.application.commands import open_application

    with open_application(_options(arguments)) as application:
        _write(application.dump())
    return OK


def _own_add(arguments: argparse.Namespace) -> int:
    value = _read_input(arguments.file)
    from borrower_app.application.commands import open_application

    with open_application(_options(arguments)) as application:
        _print_json({"ids": application.add_own_loans(value, arguments.file)})
    return OK


def _own_list(arguments: argparse.Namespace) -> int:
    from borrower_app.application.commands import open_application

    with open_application(_options(arguments)) as application:
        _print_json({"loans": application.own_loans()})
    return OK


def _export(arguments: argparse.Namespace) -> int:
    from borrower_app.application.commands import open_application

    separator = {"comma": ",", "semicolon": ";", "tab": "\t"}[arguments.separator]
    with open_application(_options(arguments)) as application:
        application.export(arguments.loan, arguments.format, arguments.out, separator, _language(arguments))
    return OK


def _verify(arguments: argparse.Namespace) -> int:
    from borrower_app.application.commands import open_application
    from borrower_app.failures import StorageFault

    problems: list[str]
    try:
        with open_application(_options(arguments), repair=False) as application:
            problems = application.verify()
    except StorageFault as fault:
        problems = [str(fault)]
    _print_json({"ok": not problems, "problems": problems})
    return StorageFault.exit_code if problems else OK


def _leave_with_parent() -> None:
    """End this process once standard input closes: its other end is held by the parent and dies with it."""
    import signal
    import threading

    def watch() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def _sandbox(arguments: argparse.Namespace) -> int:
    from borrower_app.sandbox.http.server import run_sandbox

    if arguments.exit_with_parent:
        _leave_with_parent()
    if arguments.at is not None:
        clock.stop_at(arguments.at)
        identifiers.draw_from_seed(int(arguments.at.timestamp()))
    run_sandbox(
        port=arguments.port,
        database_url=arguments.database_url,
        scenario=arguments.scenario,
        faults_file=arguments.faults,
        approve_devices=arguments.approve_devices,
        control=arguments.control,
        workers=arguments.workers,
        out=sys.stdout,
    )
    return OK


def _demo(arguments: argparse.Namespace) -> int:
    from borrower_app import demo

    if arguments.list:
        for name, title in demo.scenarios(_language(arguments)):
            sys.stdout.write(f"{name}\t{title}\n")
        return OK
    return demo.run(arguments.scenario, _language(arguments) if arguments.lang else None)


def _tour(arguments: argparse.Namespace) -> int:
    from borrower_app.tour import stories as tour
    from borrower_app.tour.album import TourPlan

    plan = TourPlan(
        folder=arguments.out,
        scenarios=(arguments.scenario,) if arguments.scenario else None,
        languages=(arguments.lang,) if arguments.lang else ("zh", "en"),
        themes=(arguments.theme,) if arguments.theme else ("light", "dark"),
        scales=(arguments.scale,) if arguments.scale else (1, 2),
        screen=arguments.screen,
        at=arguments.at,
    )
    return tour.run(plan)


def _window(arguments: argparse.Namespace) -> int:
    from borrower_app.application.run_window import run_window

    return run_window(_options(arguments))


def _instant(text: str) -> dt.datetime:
    """An instant with its zone, as an argument."""
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text}: expected is an instant like 2026-11-20T09:00:00+08:00")
    return instant


_USING_THE_FOLDER = frozenset({_sign_in, _verify_operation, _sync, _queue, _outbox, _dump, _verify, _own_list, _export})


def _add_globals(parser: argparse.ArgumentParser, *, suppressed: bool) -> None:
    default = argparse.SUPPRESS if suppressed else None
    parser.add_argument("--data-dir", type=Path, default=default)
    parser.add_argument("--base-url", default=default)
    parser.add_argument("--ca-file", type=Path, default=default)
    parser.add_argument("--client-id", default=default, help="the name under which the sign-in provider knows the app")
    parser.add_argument("--token-origin", default=default, help="where the lender signs people in, if elsewhere")
    parser.add_argument("--redirect-path", default=default, help="the path that the provider has on its list")
    parser.add_argument("--lang", choices=("zh", "en"), default=default)
    parser.add_argument("--passphrase-file", type=Path, default=default)
    parser.add_argument("--pin-file", type=Path, default=default, help="for commands: the window asks for the PIN")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="borrower-app", description="Look after your loan: schedule, debits, cards, requests.")
    _add_globals(parser, suppressed=False)
    commands = parser.add_subparsers(dest="command", parser_class=_Parser)

    def add(name: str, handler: Handler, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        _add_globals(command, suppressed=True)
        command.set_defaults(handler=handler, uses_folder=handler in _USING_THE_FOLDER)
        return command

    demo = add("demo", _demo, "the app on a made-up lender on this computer")
    demo.add_argument("--scenario", default="insufficient_funds")
    demo.add_argument("--list", action="store_true")
    tour = add("tour", _tour, "pictures of every screen")
    tour.add_argument("--out", type=Path, required=True)
    tour.add_argument("--scenario")
    tour.add_argument("--theme", choices=("light", "dark"))
    tour.add_argument("--scale", type=int, choices=(1, 2))
    tour.add_argument("--screen")
    tour.add_argument("--at", type=_instant, help="stop every clock at an instant: same pictures each time")
    sandbox = add("sandbox", _sandbox, "the reference lender server")
    sandbox.add_argument("--port", type=int, default=0)
    sandbox.add_argument("--database-url")
    sandbox.add_argument("--scenario", default="insufficient_funds")
    sandbox.add_argument("--faults", type=Path)
    sandbox.add_argument("--approve-devices", action="store_true")
    sandbox.add_argument("--control", action="store_true")
    sandbox.add_argument("--workers", type=int, default=1)
    sandbox.add_argument("--at", type=_instant, help="the instant at which its clock stands until it is moved")
    sandbox.add_argument("--exit-with-parent", action="store_true", help=argparse.SUPPRESS)
    sign_in = add("sign-in", _sign_in, "sign in with the browser of this computer, or with a phone")
    sign_in.add_argument("--device", action="store_true", help="with a phone: shows a code and a QR picture")
    verification = add("verify-operation", _verify_operation, "answer a verification challenge")
    verification.add_argument("operation_id", metavar="ID")
    verification.add_argument("--code-file", type=Path, required=True)
    add("sync", _sync, "send what is queued, then fetch what changed")
    add("queue", _queue, "store one operation to be sent").add_argument("file")
    add("outbox", _outbox, "what is not confirmed yet")
    add("dump", _dump, "the lender's records as received")
    add("verify", _verify, "check the local files")
    _add_own(add("own", _own_list, "loans you enter by hand"))
    export = add("export", _export, "write a loan's schedule to a new file")
    export.add_argument("--loan", required=True)
    export.add_argument("--format", required=True, choices=("pdf", "xlsx", "csv", "ics"))
    export.add_argument("--out", type=Path, required=True)
    export.add_argument("--separator", choices=("comma", "semicolon", "tab"), default="comma", help="for csv")
    for name, handler, text in (
        ("schedule", _schedule, "compute a repayment schedule"),
        ("audit", _audit, "check a lender's table"),
        ("annual-cost", _annual_cost, "what a loan really costs a year"),
        ("explain", _explain, "why a debit failed"),
        ("read-message", _read_message, "what a message about a debit says"),
    ):
        add(name, handler, text).add_argument("file")
    return parser


def _add_own(own: argparse.ArgumentParser) -> None:
    deeds = own.add_subparsers(dest="deed", parser_class=_Parser, required=True)
    for name, handler, text in (
        ("add", _own_add, "keep a loan, or change one that has an id"),
        ("list", _own_list, "every own loan, in the form that `own add` takes"),
    ):
        deed = deeds.add_parser(name, help=text, description=text)
        _add_globals(deed, suppressed=True)
        deed.set_defaults(handler=handler, uses_folder=True)
        if name == "add":
            deed.add_argument("file")


def _fault_of(error: Exception, arguments: argparse.Namespace) -> Failure:
    """A bug of ours as a failure with its number, logged in the data folder where the command uses one."""
    from borrower_app.application.faults import incident_log
    from borrower_app.application.faults.report import app_fault, report_of

    report = report_of(error, getattr(arguments, "command", None) or "")
    if getattr(arguments, "uses_folder", False):
        incident_log.append(_options(arguments).data_dir, report)
    return app_fault(report)


def _told(failure: Failure, language: Language) -> str:
    from borrower_app.presentation.words.failure_text import failure_sentence

    return failure_sentence(failure, language)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a failure is one sentence on standard error, never a traceback."""
    language = Language("zh")
    parsed = argparse.Namespace()
    try:
        parsed = _parser().parse_args(arguments)
        language = _language(parsed)
        handler: Handler = getattr(parsed, "handler", _window)
        return handler(parsed)
    except Failure as failure:
        sys.stderr.write(_told(failure, language) + "\n")
        return failure.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last door: a bug of ours is one sentence with its number
        fault = _fault_of(error, parsed)
        sys.stderr.write(_told(fault, language) + "\n")
        return fault.exit_code


if __name__ == "__main__":
    raise SystemExit(main())

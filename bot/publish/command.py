"""`python -m bot publish`: what operators do with jobs and releases at a terminal."""

from __future__ import annotations

import argparse
import getpass
import logging
import os
import sys
from collections.abc import Callable

from bot.observe.logs import configure
from bot.publish.jobs import Jobs
from bot.publish.locking import only_one_swap
from bot.publish.releases import MODEL, adopt, find, folder, live
from bot.publish.replicas import ReplicaFailed, must_be_well, put_everywhere
from bot.publish.rules import NotAllowed, Operator
from bot.publish.service import Desk, make_desk
from bot.publish.views import HasProblems, JobView
from bot.settings import load_settings
from db.audit import record
from db.session import make_engine, transaction

NICENESS = 10


def run(arguments: argparse.Namespace) -> int:
    """Run one subcommand and return its exit code."""
    if arguments.publish == "run":  # a job, started by the console: nobody reads along
        configure("publish")
    else:
        logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    settings = load_settings()
    desk = make_desk(make_engine(settings.database), settings, record)
    commands: dict[str, Callable[[Desk, argparse.Namespace, Operator], int]] = {
        "status": _status, "jobs": _jobs, "start": _start, "run": _run, "cancel": _cancel,
        "override": _override, "approve": _approve, "swap": _swap, "rollback": _rollback,
    }  # fmt: skip
    try:
        return commands[arguments.publish](desk, arguments, Operator(arguments.by or _login_name()))
    except HasProblems as error:
        for problem in error.problems:
            print(f"{problem.field}: {problem.message}", file=sys.stderr)
    except (NotAllowed, ReplicaFailed, LookupError, ValueError) as error:
        print(f"publish: {error}", file=sys.stderr)
    return 1


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user has no name
        return f"uid {os.getuid()}"


def _line(job: JobView) -> str:
    told = f"job {job.id:<4} {job.state:<9} {job.step:<8} {job.percent:>3} %  {job.digest[:12]:<12}  {job.progress}"
    return f"{told}  {job.error}".rstrip()


def _status(desk: Desk, arguments: argparse.Namespace, by: Operator) -> int:
    with transaction(desk.engine) as session:
        row = live(session)
        name = row.export_digest[:12] if row else ""
    for release in desk.jobs.releases():
        kept = "" if release.on_disk else "  files deleted"
        told = f"{release.digest[:12]}  {release.state:<7} made {release.created_at:%Y-%m-%d %H:%M}"
        print(f"{told}  by {release.live_by or '-'}{kept}")
    job = desk.jobs.active()
    print(_line(job) if job else "no job is running")
    return _replicas_status(desk.jobs, name)


def _replicas_status(jobs: Jobs, name: str) -> int:
    unwell = 0
    for url in jobs.shop.served.urls():
        try:
            answer = must_be_well(jobs.shop.served, url, name, jobs.shop.limits.slowest)
            print(f"{url}: well, model {answer.model}, {answer.seconds * 1000:.0f} ms")
        except ReplicaFailed as error:
            unwell += 1
            print(error)
    return 1 if unwell else 0


def _jobs(desk: Desk, arguments: argparse.Namespace, by: Operator) -> int:
    for job in desk.jobs.listed():
        print(_line(job))
    return 0


def _start(desk: Desk, arguments: argparse.Namespace, by: Operator) -> int:
    print(_line(desk.jobs.start(arguments.drafts, by)))
    return 0


def _run(desk: Desk, arguments: argparse.Namespace, by: Operator) -> int:
    from bot.publish.job import TAKEN, run_job
    from bot.publish.steps import STEPS

    os.nice(NICENESS)
    code = run_job(desk.jobs.shop, arguments.job, STEPS)
    if code == TAKEN:
        print("publish: the job waits, is finished, or another process runs it", file=sys.stderr)
    print(_line(desk.jobs.get(arguments.job)))
    return code


def _cancel(desk: Desk, arguments: argparse.Namespace, by: Operator) -> int:
    print(_line(desk.jobs.cancel(arguments.job, by, arguments.reason)))
    return 0


def _override(desk: Desk, arguments: argparse.Namespace, by: Operator) -> int:
    print(_line(desk.jobs.override(arguments.job, by, arguments.reason)))
    return 0


def _approve(desk: Desk, arguments: argparse.Namespace, by: Operator) -> int:
    print(_line(desk.jobs.approve(arguments.job, by, arguments.reason)))
    return 0


def _swap(desk: Desk, arguments: argparse.Namespace, by: Operator) -> int:
    shop = desk.jobs.shop
    with only_one_swap(shop.settings):
        digest = adopt(shop.engine, shop.settings)
        if not digest:
            raise NotAllowed("no model yet: run `python -m bot prepare`")
        with transaction(shop.engine) as session:
            row = find(session, digest)
            name = row.export_digest[:12] if row else ""
        put_everywhere(shop.served, folder(shop.settings, digest) / MODEL, name, None, shop.limits.slowest, print)
    return 0


def _rollback(desk: Desk, arguments: argparse.Namespace, by: Operator) -> int:
    done = desk.jobs.rollback(arguments.release, by, arguments.reason, arguments.with_content)
    print(f"live: {done.digest[:12]}; set back: {len(done.items)} items, {done.examples} examples")
    return 0

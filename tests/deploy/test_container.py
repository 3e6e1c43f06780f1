"""What `Dockerfile` and `compose.yaml` say, held against the program. No container is started."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.naming import ROOT, refused_commands, seconds, unknown_settings

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = sorted(set(SERVICES) - {"postgres"})


def lines_of(instruction: str) -> list[str]:
    return re.findall(rf"^{instruction} (.+)$", DOCKERFILE, flags=re.MULTILINE)


def test_the_image_runs_as_a_user_with_a_number_that_is_not_root() -> None:
    (user,) = lines_of("USER")
    uid, _, gid = user.partition(":")
    assert (True, True) == (int(uid) > 0, int(gid) > 0)


def test_the_image_starts_a_command_that_exists_and_without_a_shell() -> None:
    (entrypoint,), (command,) = lines_of("ENTRYPOINT"), lines_of("CMD")
    words = yaml.safe_load(entrypoint) + yaml.safe_load(command)
    assert ("drafter", []) == (words[0], refused_commands([words[1:]]))


def test_the_image_installs_what_is_locked_and_nothing_else() -> None:
    installs = [line for line in lines_of("RUN") if "pip install" in line]
    assert ["--require-hashes -r requirements.lock", "--no-deps --no-build-isolation ."] == [
        line.partition("pip install ")[2] for line in installs
    ]


def test_the_image_has_every_package_of_the_wheel() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    wheel = re.search(r"^packages = (\[.+\])$", project, re.MULTILINE)
    assert wheel
    copied = {line.split()[0] for line in lines_of("COPY")}
    let_in = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    packages = set(yaml.safe_load(wheel.group(1)))
    assert (packages, set()) == (packages & copied, {f"!{one}" for one in packages} - set(let_in))


def test_the_health_of_the_image_is_asked_of_a_path_that_the_api_has() -> None:
    assert re.search(r"http://127\.0\.0\.1:8000/healthz", DOCKERFILE)
    health = (ROOT / "api" / "routes" / "health.py").read_text("utf-8")
    assert '"/healthz"' in health


@pytest.mark.parametrize("name", OURS)
def test_a_service_runs_a_command_that_exists(name: str) -> None:
    assert [] == refused_commands([SERVICES[name]["command"]])


def test_the_api_and_its_two_workers_wait_for_the_schema() -> None:
    assert (["serve", "--no-worker"], ["worker"], 2) == (
        SERVICES["api"]["command"][:2],
        SERVICES["worker"]["command"],
        SERVICES["worker"]["deploy"]["replicas"],
    )
    done = {"condition": "service_completed_successfully"}
    assert [done, done] == [SERVICES[one]["depends_on"]["migrate"] for one in ("api", "worker")]


@pytest.mark.parametrize("name", OURS)
def test_a_service_may_write_nowhere_and_has_no_rights_over_the_machine(name: str) -> None:
    service = SERVICES[name]
    assert (True, ["ALL"], ["no-new-privileges:true"]) == (
        service["read_only"],
        service["cap_drop"],
        service["security_opt"],
    )


@pytest.mark.parametrize("name", OURS)
def test_a_service_has_longer_to_stop_than_its_drafts_have_to_finish(name: str) -> None:
    drain = SERVICES[name]["environment"]["DRAFTER_DRAIN_SECONDS"].strip("${}").partition(":-")[2]
    assert int(drain) < seconds(SERVICES[name]["stop_grace_period"])


def test_only_settings_that_exist_are_named() -> None:
    of_services = {one for name in OURS for one in SERVICES[name]["environment"]}
    of_image = re.findall(r"\b(?:DRAFTER|OPENAI)_[A-Z_]+", DOCKERFILE)
    assert set() == unknown_settings(of_services | set(of_image))


def test_secrets_come_as_files_alone() -> None:
    secret = re.compile(r"PASSWORD|_KEY|DATABASE_URL")
    given = {
        variable: value
        for service in SERVICES.values()
        for variable, value in service["environment"].items()
        if secret.search(variable)
    }
    files = {f"/run/secrets/{name}" for name in COMPOSE["secrets"]}
    assert files | {""} == set(given.values())
    assert {"file"} == {key for one in COMPOSE["secrets"].values() for key in one}


def test_secrets_stay_out_of_the_image_and_out_of_git() -> None:
    inside = [line for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line]
    assert "*" == next(line for line in inside if not line.startswith("#"))
    assert not {"!secrets", "!var", "!.env"} & set(inside)
    assert "secrets/" in Path(ROOT / ".gitignore").read_text("utf-8").splitlines()

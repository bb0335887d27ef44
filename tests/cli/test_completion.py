# SPDX-License-Identifier: MIT
"""Completion in bash, zsh and fish, asked of the shells themselves."""

import os
import pty
import re
import select
import shutil
import subprocess
import time

import pytest
from commands import talentsim

SHELLS = ["bash", "zsh", "fish"]


@pytest.fixture(name="place", scope="module")
def a_folder_with_scripts(tmp_path_factory):
    """Scenarios, results and something else to choose from, and the three scripts."""
    place = tmp_path_factory.mktemp("shell")
    (place / "scenarios").mkdir()
    for name in ("scenarios/close.yaml", "close.yaml", "close.h5", "close.txt", "with a space.yaml"):
        (place / name).touch()
    for shell in SHELLS:
        said = talentsim("completion", shell)
        assert (said.code, said.err) == (0, "")
        (place / f"talentsim.{shell}").write_text(said.out)
    return place


def commands():
    listed = re.search(r"Subcommands:\n((?:  \S.*\n)+)", talentsim("--help").out)
    return re.findall(r"^  (\S+)", listed[1], re.MULTILINE)


def options(command):
    return set(re.findall(r"(?:^ +|,)(--?[a-z][a-z-]*)", talentsim(command, "--help").out, re.MULTILINE))


def in_bash(place, line):
    words = line.split(" ")
    script = (
        "source talentsim.bash\nCOMP_WORDS=(talentsim \"$@\") COMP_CWORD=$#\n_talentsim 2>/dev/null\n"
        "printf '%s\\n' \"${COMPREPLY[@]}\"\n")
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", *words], cwd=place, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return {word for word in done.stdout.splitlines() if word}


def in_fish(place, line):
    script = f"source talentsim.fish; complete -C 'talentsim {line}'"
    environment = os.environ | {"HOME": str(place), "XDG_CONFIG_HOME": str(place), "XDG_DATA_HOME": str(place)}
    done = subprocess.run(["fish", "--no-config", "-c", script], cwd=place, capture_output=True, text=True, check=True, env=environment)
    assert done.stderr == ""
    return {word.split("\t")[0] for word in done.stdout.splitlines()}


def in_zsh(place, line):
    """A zsh on a terminal of its own is asked for its list of completions."""
    program, terminal = pty.fork()
    if program == 0:
        os.chdir(place)
        os.environ |= {"ZDOTDIR": str(place), "TERM": "dumb", "COLUMNS": "200", "LINES": "200"}
        os.execlp("zsh", "zsh", "-f", "-i")
    try:
        setup = (
            "PS1=; PS2=; unsetopt prompt_cr prompt_sp zle_bracketed_paste always_to_end; stty -echo cols 200 rows 200; "
            "autoload -U compinit; compinit -u -D; source talentsim.zsh; zstyle ':completion:*' verbose no; "
            "setopt no_list_ambiguous no_auto_menu no_list_beep no_list_packed; zstyle ':completion:*' list-prompt ''; "
            "LISTMAX=1000; comppostfuncs=(seen); seen() { :; }; "
            # every candidate is written down as it is added
            "compadd() { local -a kept; builtin compadd -O kept \"$@\"; print -l -- $kept >> found; builtin compadd \"$@\"; }; "
            "print ready\n")
        os.write(terminal, setup.encode())
        read_until(terminal, b"\nready")
        (place / "found").write_text("")
        os.write(terminal, f"talentsim {line}\t".encode())
        read_until(terminal, None)
    finally:
        os.kill(program, 9)
        os.waitpid(program, 0)
        os.close(terminal)
    return {word for word in (place / "found").read_text().splitlines() if word}


def read_until(terminal, mark):
    """What the shell says up to the mark, or until it has been silent for a while."""
    said, deadline = b"", time.monotonic() + 30
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 2 if mark is None else 0.5)[0]:
            said += os.read(terminal, 65536)
        elif mark is None:
            return said
        if mark is not None and mark in said:
            return said
    return said


ASK = {"bash": in_bash, "zsh": in_zsh, "fish": in_fish}


@pytest.fixture(name="ask", params=SHELLS)
def a_shell(request, place):
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    return lambda line: ASK[request.param](place, line)


def test_commands(ask):
    assert set(commands()) <= ask("")
    assert {"run", "run-slice"} == {word for word in ask("ru") if word in commands()}


@pytest.mark.parametrize("command", ["run", "check"])
def test_every_option_of_a_command(command, ask):
    offered = ask(f"{command} --")
    wanted = {name for name in options(command) if name.startswith("--")}
    assert wanted <= offered
    assert "--events" in wanted or command == "check"
    assert offered <= wanted


def test_scenario_files_stand_where_a_scenario_does(ask):
    offered = ask("run clo")
    assert "close.yaml" in offered
    assert not {"close.h5", "close.txt"} & offered
    assert any("with" in word and word.endswith("space.yaml") for word in ask("run wi"))


def test_results_files_stand_where_results_do(ask):
    for option in ("-o", "--output"):
        offered = ask(f"run {option} clo")
        assert "close.h5" in offered
        assert not {"close.yaml", "close.txt"} & offered


def test_paths_that_can_be_set(ask):
    offered = {word.rstrip("=") for word in ask("run --set labour.vacancy_f")}
    assert "labour.vacancy_factor" in offered


def test_values_in_words_and_free_values(ask):
    assert {"bash", "zsh", "fish"} <= ask("completion ")
    assert {"calendar-year", "fiscal-year", "half-year"} <= ask("table --by ")
    assert "renewals" in ask("compare --group re")
    assert not {"close.yaml", "close.h5"} & ask("run --seed ")


def test_a_shell_that_is_not_known():
    said = talentsim("completion", "fisch")
    assert said == (2, "", "talentsim: error: shell 'fisch' is not known (bash, zsh and fish are) (did you mean 'fish'?)\n")


def test_no_shell_named():
    assert talentsim("completion").code == 2


@pytest.mark.parametrize("shell", SHELLS)
def test_each_script_is_sound(shell, place):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n", place / f"talentsim.{shell}"], check=True)


def test_scripts_name_every_option_of_every_command(place):
    for command in commands():
        for option in options(command) - {"-h", "--help", "--version"}:
            for shell in SHELLS:
                script = (place / f"talentsim.{shell}").read_text()
                name = option.lstrip("-") if shell == "fish" else option
                assert re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", script), f"{shell}: {command} {option}"



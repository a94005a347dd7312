"""Two patients with the same initials are told apart on every screen."""

from pathlib import Path

from tests.peers import Api, Screen
from tests.running import add_token, done, running


async def test_the_wall_gets_birth_years_only_while_initials_are_shared(tmp_path: Path) -> None:
    for bed in ("1", "2"):
        done("bed", "add", bed, data=tmp_path)
    wall, nurse = add_token(tmp_path, "wall"), add_token(tmp_path, "nurse")
    with running(tmp_path) as server:
        api = Api(server.url, nurse)
        first = api.session("1")
        async with await Screen.on(server.ws, wall) as screen:
            patient = screen.snapshot["beds"][0]["session"]["patient"]
            assert patient == {
                "identifier": None,
                "initials": "M.K.",
                "birth_year": None,
                "sex": None,
                "weight_kg": None,
                "namesake": False,
            }
            api.session("2")
            twin = await screen.next("session", bed="1")
            assert twin["session"]["patient"]["birth_year"] == 1984
            assert twin["session"]["patient"]["identifier"] is None
            api.command(first["id"], "abort", reason="did not come")
            alone = await screen.next("session", bed="2")
            while alone["session"]["patient"]["namesake"]:
                alone = await screen.next("session", bed="2")
            assert alone["session"]["patient"]["birth_year"] is None
        api.close()

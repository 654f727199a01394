"""Name and version of the rules that make an article (light: no rule is loaded with it)."""

from storage.text import sha256

#: The rules of extraction: changes whenever an article may come out differently.
RULES = "stet-article 4"


def rules_with(furniture: tuple[str, ...]) -> str:
    """Return the name of the rules together with what was learned of a site's furniture.

    Two articles are compared only where both were made with the same: see ARCHITECTURE.md, law 2.
    """
    if not furniture:
        return RULES
    return f"{RULES}, furniture {sha256(chr(10).join(furniture).encode())[:12]}"

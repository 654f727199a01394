"""`stet pause`: leave a page alone, or watch it again."""

import click

from monitor.commands.app import App, json_option, pass_app


@click.command("pause")
@click.argument("page")
@click.option("--resume", is_flag=True, help="Watch it again; also a page that is the same as another.")
@json_option
@pass_app
def command(app: App, page: str, resume: bool, as_json: bool) -> None:
    """Leave a page alone until it is watched again; what was kept stays. PAGE is its number or address.

    \b
    Example:
      stet pause https://paper.example/bridge
    """  # noqa: D301
    with app.stet() as stet:
        found = stet.find_page(page)
        if resume:
            stet.resume(found)
        else:
            stet.pause(found)
        found = stet.archive.page(found.id)
    if as_json:
        app.print_json(found)
    else:
        app.console.print(f"{found.id:>6}  {found.state}  {found.url}")

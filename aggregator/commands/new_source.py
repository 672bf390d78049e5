import click

from aggregator import HOME
from aggregator.new_source import SHAPES, New, write

NEXT = """
What to do next:
  1. Read {home}/robots.txt and the terms. Where they refuse, say so in the source (refuses = "…"), or leave it.
  2. Look at the list and at a posting; fill in {spider}, as its base's docstring says.
  3. Make the pages of {replica} imitate theirs, with words that you invent, the odd ones too.
  4. make test PYTEST="-k {name}" writes what the source says to expected.json: read it, then commit it.
  5. make docs, and a line in CHANGELOG.md.
docs/add-a-source.md tells more."""


@click.command()
@click.argument("name")
@click.argument("url")
@click.option(
    "--shape", required=True, type=click.Choice(SHAPES), help="How the site shows its postings."
)
def command(name: str, url: str, shape: str) -> None:
    """Write the first lines of the source NAME, whose list stands at URL, and of its replica.

    Exit codes: 0 written, 2 a name, address or shape that will not do, or a file that is there already.
    """
    try:
        new = New(name, url, shape)
        written = write(new, HOME)
    except (ValueError, FileExistsError) as error:
        raise click.UsageError(str(error)) from error
    for file in written:
        click.echo(f"wrote {file.relative_to(HOME)}")
    where = {"spider": f"spiders/{name}.py", "replica": f"tests/sites/{name}/"}
    click.echo(NEXT.format(home=new.facts["home"], name=name, **where))

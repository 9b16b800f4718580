"""The command that puts a graph on the web."""

from __future__ import annotations

from dataclasses import replace

import click

from replygraph.cli.graph import STORE, UNION
from replygraph.cli.lang import say
from replygraph.cli.out import note


@click.command(
    help=say(
        "在网页和 SPARQL 接口中提供图谱，只读；默认只有本机可以访问。",
        "Serve the graph as pages and as a SPARQL endpoint, read-only; by default to this "
        "machine only.",
    )
)
@STORE
@UNION
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=say(
        "监听的地址；向其他机器开放时必须给出", "address to listen on; needed to serve others"
    ),
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    help=say("一次查询最多多少秒", "seconds that one query may take"),
)
@click.option(
    "--public-only",
    is_flag=True,
    help=say(
        "只提供公开的答复函及由其得出的事实", "only public letters and what follows from them"
    ),
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help=say(
        "反向代理对外所用的域名，可多个", "host name that a reverse proxy goes by; repeatable"
    ),
)
def serve(
    store: str,
    host: str,
    port: int,
    timeout: float,
    public_only: bool,
    names: tuple[str, ...],
    union: bool | None,
) -> None:
    """Serve until interrupted."""
    from replygraph.serve import Settings
    from replygraph.serve import serve as run
    from replygraph.store import folder

    settings = Settings(
        folder(store, "serve"),
        host=host,
        port=port,
        timeout=timeout,
        public_only=public_only,
        names=names,
        union=union,
    )
    if settings.open_to_others:
        settings = replace(settings, public_only=True)
        where = "、".join((host, *names))
        note(
            say(
                f"注意：以 {where} 对外，其他机器可以访问。不公开的答复函及只由其得出的事实不提供，"
                f"联系方式不提供；每个来访地址每分钟至多 {settings.rate} 次请求。没有登录，"
                "也不加密；放到公网请置于反向代理之后（见 docs/operations.zh-CN.md）。",
                f"Note: as {where}, others can reach this. Letters that are not public, and what "
                "only they say, are left out, and so are contacts; each client may make "
                f"{settings.rate} requests a minute. There is no log-in and no encryption: on the "
                "internet, put it behind a reverse proxy (docs/operations.md).",
            )
        )
    every = ("0.0.0.0", "::")  # noqa: S104  only compared
    shown = "127.0.0.1" if host in every else host
    shown = f"[{shown}]" if ":" in shown else shown

    def tell(bound: int) -> None:
        address = f"http://{shown}:{bound}/"
        note(say(f"图谱在 {address}，Ctrl+C 结束。", f"The graph is at {address}; Ctrl+C ends it."))

    run(settings, tell)

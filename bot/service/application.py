"""The addresses of the service, and what each does."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.service.asked import BadRequest, Question, TextQuestion, read_question
from bot.service.openapi import openapi
from bot.service.tasks import Ask, AskText, ListDocuments, Picture, Reply, Show, failure
from bot.service.workers import Workers
from bot.version import VERSION

SAID = {
    404: "There is nothing at this address; /openapi.json says what there is.",
    405: "This address is not asked in this way; /openapi.json says in which.",
}


def application(workers: Workers) -> Starlette:
    """The application over workers that have been started."""

    async def ask(request: Request) -> Response:
        asked = read_question(Question, await request.body())
        return _response(await workers.do(Ask(asked.question, asked.asking)))

    async def ask_text(request: Request) -> Response:
        asked = read_question(TextQuestion, await request.body())
        task = AskText(asked.question, asked.asking, asked.screen.screen, asked.full, asked.weights)
        return _response(await workers.do(task))

    async def documents(request: Request) -> Response:
        return _response(await workers.do(ListDocuments()))

    async def citation(request: Request) -> Response:
        return _response(await workers.do(Show(request.path_params["id"])))

    async def image(request: Request) -> Response:
        return _response(await workers.do(Picture(request.path_params["id"])))

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok", "version": VERSION})

    async def described(request: Request) -> Response:
        return JSONResponse(openapi())

    return Starlette(
        routes=[
            Route("/ask", ask, methods=["POST"]),
            Route("/ask/text", ask_text, methods=["POST"]),
            Route("/documents", documents),
            Route("/citations/{id}", citation),
            Route("/citations/{id}/image", image),
            Route("/health", health),
            Route("/openapi.json", described),
        ],
        exception_handlers={HTTPException: _not_here, BadRequest: _bad_request},
    )


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, media_type=reply.media)


async def _not_here(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    reply = failure(error.status_code, SAID.get(error.status_code, error.detail))
    return Response(reply.body, reply.status, error.headers, reply.media)


async def _bad_request(request: Request, error: Exception) -> Response:
    return _response(failure(400, str(error)))

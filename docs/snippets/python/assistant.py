import asyncio
import os
import sys

from mcp import Client
from mcp.client.stdio import StdioServerParameters


async def main() -> None:
    journey = StdioServerParameters(
        command=sys.executable,
        args=["-m", "journey_core", "mcp", "--folder", "."],
        env=dict(os.environ),
    )
    async with Client(journey) as assistant:
        for tool in (await assistant.list_tools()).tools:
            print(tool.name)
        read = await assistant.call_tool("read_documents", {"paths": ["broadband.csv"]})
        print(sorted(read.structured_content))


asyncio.run(main())

# Three cooks work at the same time. "await" needs no function around it here.
import asyncio
import time

async def cook(dish, seconds):
    print(f"  started   {dish}")
    await asyncio.sleep(seconds)
    print(f"  finished  {dish}")
    return dish

start = time.perf_counter()
dishes = await asyncio.gather(
    cook("soup", 1.2),
    cook("bread", 0.8),
    cook("salad", 0.4),
)
seconds = time.perf_counter() - start

print(", ".join(dishes), "are ready.")
print(f"{seconds:.1f} s, and not {1.2 + 0.8 + 0.4:.1f} s")

#include "host_state.h"

#include <stddef.h>
#include <stdint.h>
#include <time.h>
#include <wasi/libc-environ.h>
#include <wasi/libc.h>

#define EXPORT(name) __attribute__((export_name(#name)))

// --- process time ------------------------------------------------------------------------------
// Takes the place of libwasi-emulated-process-clocks' clock(), whose start cannot be set again: after
// a snapshot it would count from the building machine's boot.

static struct timespec started;

__attribute__((constructor)) static void start_clock(void)
{
    clock_gettime(CLOCK_MONOTONIC, &started);
}

clock_t __clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - started.tv_sec) * CLOCKS_PER_SEC + (now.tv_nsec - started.tv_nsec);
}

clock_t clock(void)
{
    return __clock();
}

// --- time zone ---------------------------------------------------------------------------------
// Takes the place of wasi-libc's __tz.c, which knows UTC only. localtime_r, mktime and strftime ask it,
// hence Python's time and datetime, and sqlite3. The host fills in a table before programs run; an empty
// one means UTC. Its layout is that of runtime-assets/provision/local-time-patch.ts, written by
// src/time/local-time-zone.ts.

#define FOUR_CENTURIES 12622780800LL

struct span {
    int64_t start; // of the first span: not looked at, it reaches back for ever
    int64_t start_in_local_time; // the later reading
    int32_t offset;
    int32_t opposite_offset; // of the neighbouring span with the other is_dst, else offset
    int32_t is_dst;
    uint32_t abbreviation; // address, NUL-terminated
};

_Static_assert(sizeof(struct span) == 32, "the host writes spans of 32 bytes");

static union {
    struct {
        int32_t count; // 0: UTC
        int32_t unused;
        int64_t end; // later seconds are looked up a multiple of 400 years earlier
        struct span spans[];
    } zone;
    unsigned char bytes[65536]; // 1100 spans at most: a century of changes, four centuries of rules
} table __attribute__((aligned(8)));

EXPORT(goru_time_zone_table) void *goru_time_zone_table(void)
{
    return &table;
}

EXPORT(goru_time_zone_table_bytes) size_t goru_time_zone_table_bytes(void)
{
    return sizeof table;
}

// gmtime_r and timegm know UTC by the address of its name, strftime too.
const char __utc[] = "UTC";

const char *__tm_to_tzname(const struct tm *tm)
{
    return tm->__tm_zone ? tm->__tm_zone : "";
}

// "Offset, daylight saving and name at this second", which is counted in local time or in UTC.
void __secs_to_zone(long long t, int is_local, int *is_dst, int *offset, long *opposite_offset,
                    const char **name)
{
    int32_t count = *(volatile int32_t *)&table.zone.count; // the host wrote it
    if (count == 0) {
        *is_dst = 0;
        *offset = 0;
        *name = __utc;
        if (opposite_offset != NULL) {
            *opposite_offset = 0;
        }
        return;
    }
    if (t >= table.zone.end) {
        t -= ((t - table.zone.end) / FOUR_CENTURIES + 1) * FOUR_CENTURIES;
    }
    const struct span *span = table.zone.spans;
    while (count >= 2) {
        const int32_t half = count >> 1;
        const struct span *middle = span + half;
        if (t >= (is_local ? middle->start_in_local_time : middle->start)) {
            span = middle;
            count -= half;
        }
        else {
            count = half;
        }
    }
    *is_dst = span->is_dst;
    *offset = span->offset;
    *name = (const char *)(uintptr_t)span->abbreviation;
    if (opposite_offset != NULL) { // localtime_r does not ask
        *opposite_offset = span->opposite_offset;
    }
}

// --- everything --------------------------------------------------------------------------------

void forget_host(void)
{
    __wasilibc_reset_preopens();
    // Read again by whoever asks next. CPython asked already: `os.environ` is a copy.
    __wasilibc_deinitialize_environ();
    start_clock();
}

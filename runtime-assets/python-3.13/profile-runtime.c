// What clang's InstrProfilingUtil.c would give if it compiled for WASI, and the way a profile gets out:
// the host calls goru_profile() and reads the bytes from memory. Only in the build that trains.

#include <stdint.h>

#include "InstrProfiling.h"
#include "InstrProfilingInternal.h"

int __llvm_profile_runtime = 1;

uint32_t lprofBoolCmpXchg(void **pointer, void *old, void *new)
{
    if (*pointer != old) {
        return 0;
    }
    *pointer = new;
    return 1;
}

void *lprofPtrFetchAdd(void **pointer, long bytes)
{
    void *old = *pointer;
    *pointer = (char *)old + bytes;
    return old;
}

// Writes the profile with its value data (indirect calls, sizes of memcpy); returns its length, 0 for
// failure. __llvm_profile_write_buffer leaves the value data out, and llvm-profdata calls that truncated.
__attribute__((export_name("goru_profile"))) unsigned goru_profile(char *buffer)
{
    ProfDataWriter writer;
    initBufferWriter(&writer, buffer);
    if (lprofWriteData(&writer, lprofGetVPDataReader(), 0) != 0) {
        return 0;
    }
    return (unsigned)((char *)writer.WriterCtx - buffer);
}

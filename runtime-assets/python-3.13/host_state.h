// What wasi-libc keeps of the host, or does not ask it at all: preopens, environment, clock, time zone.
#ifndef HOST_STATE_H
#define HOST_STATE_H

// As on the first call ever: whatever libc needs next, it asks the host again.
void forget_host(void);

#endif

/* Preloaded into nginx: gettimeofday, from which nginx has its time of day, answers what the file
   CELLO_TEST_CLOCK says. The file holds 8 bytes, seconds since 1970, and is mapped, so that a test
   sets the time between two requests. All bits set is the real time. Timers go by the monotonic
   clock and stay true. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile const uint64_t *told;

__attribute__((constructor)) static void map_clock(void) {
  const char *path = getenv("CELLO_TEST_CLOCK");
  int fd = path == NULL ? -1 : open(path, O_RDONLY);
  void *page;

  if (fd < 0)
    return;
  page = mmap(NULL, sizeof *told, PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  if (page != MAP_FAILED)
    told = page;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  struct timespec real;

  (void)zone;
  if (told != NULL && *told != UINT64_MAX) {
    now->tv_sec = (time_t)*told;
    now->tv_usec = 0;
    return 0;
  }
  clock_gettime(CLOCK_REALTIME, &real);
  now->tv_sec = real.tv_sec;
  now->tv_usec = real.tv_nsec / 1000;
  return 0;
}

/* The header is the first and only thing here, so that it must bring along whatever it needs. */
#include "cello_session.h"

int main(void) {
  cello_session session = {{0}};
  return cello_session_clear(&session) == CELLO_SESSION_NOT_INITIALISED ? 0 : 1;
}

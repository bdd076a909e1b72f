/* Loads an addon as Node does, at once and with every symbol, in a program over musl: `musl_loader
 * FILE`. */

#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv) {
  void *addon = argc == 2 ? dlopen(argv[1], RTLD_NOW) : NULL;

  if (addon == NULL || dlsym(addon, "napi_register_module_v1") == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  return 0;
}

# What `make install` writes and `make uninstall` removes: one list, used by both.
# LIBDIR is for systems whose libraries lie elsewhere: make install PREFIX=/usr LIBDIR=/usr/lib/x86_64-linux-gnu

PKGCONFIGDIR := $(LIBDIR)/pkgconfig
CMAKEDIR     := $(LIBDIR)/cmake/cello_session

INSTALLED := \
  $(INCLUDEDIR)/cello_session.h \
  $(LIBDIR)/libcello_session.a \
  $(LIBDIR)/libcello_session.so.$(VERSION) \
  $(LIBDIR)/$(SONAME) \
  $(LIBDIR)/libcello_session.so \
  $(PKGCONFIGDIR)/cello_session.pc \
  $(CMAKEDIR)/cello_sessionConfig.cmake \
  $(CMAKEDIR)/cello_sessionConfigVersion.cmake \
  $(BINDIR)/cello-session

# A template with its names filled in; $(1) is the template, $(2) where it goes.
VERSION_PARTS := $(subst ., ,$(VERSION))
define fill
@echo '$(1) -> $(DESTDIR)$(2)'
@sed -e 's|@VERSION@|$(VERSION)|g' -e 's|@SOVERSION@|$(SOVERSION)|g' -e 's|@URL@|$(URL)|g' \
  -e 's|@VERSION_MAJOR@|$(word 1,$(VERSION_PARTS))|g' \
  -e 's|@VERSION_MAJOR_MINOR@|$(word 1,$(VERSION_PARTS)).$(word 2,$(VERSION_PARTS))|g' \
  -e "s|@POINTER_BYTES@|$$(printf __SIZEOF_POINTER__ | $(CC) -E -P -x c -)|g" \
  -e "s|@INCLUDEDIR_FROM_PKGCONFIG@|$$(realpath -m --relative-to=$(PKGCONFIGDIR) $(INCLUDEDIR))|g" \
  -e "s|@INCLUDEDIR_FROM_CMAKE@|$$(realpath -m --relative-to=$(CMAKEDIR) $(INCLUDEDIR))|g" \
  $(1) > '$(DESTDIR)$(2)/$(basename $(notdir $(1)))'
@chmod 644 '$(DESTDIR)$(2)/$(basename $(notdir $(1)))'
endef

install: lib cli ## library, header, pkg-config, CMake package and tool below PREFIX (/usr/local); DESTDIR for packagers
	$(INSTALL) -d $(addprefix '$(DESTDIR),$(addsuffix ',$(INCLUDEDIR) $(LIBDIR) $(PKGCONFIGDIR) $(CMAKEDIR) $(BINDIR)))
	$(INSTALL) -m 644 include/cello_session.h '$(DESTDIR)$(INCLUDEDIR)'
	$(INSTALL) -m 644 $(STATIC) '$(DESTDIR)$(LIBDIR)'
	$(INSTALL) -m 755 $(SHARED) '$(DESTDIR)$(LIBDIR)'
	ln -sf libcello_session.so.$(VERSION) '$(DESTDIR)$(LIBDIR)/$(SONAME)'
	ln -sf $(SONAME) '$(DESTDIR)$(LIBDIR)/libcello_session.so'
	$(INSTALL) -m 755 $(TOOL) '$(DESTDIR)$(BINDIR)'
	$(call fill,packaging/cello_session.pc.in,$(PKGCONFIGDIR))
	$(call fill,packaging/cello_sessionConfig.cmake.in,$(CMAKEDIR))
	$(call fill,packaging/cello_sessionConfigVersion.cmake.in,$(CMAKEDIR))

uninstall: ## what install wrote, and nothing else
	rm -f $(addprefix '$(DESTDIR),$(addsuffix ',$(INSTALLED)))
	rmdir '$(DESTDIR)$(CMAKEDIR)' 2>/dev/null || true

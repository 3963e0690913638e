package io.takecover.fuzz.coverage;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Set;

/**
 * Loads the parser and the targets once more, so that what they read and compare is told to a
 * recorder. The recorder is found through the loader, and not through a static field: two runs in
 * one process do not mix.
 */
public final class TracingLoader extends ClassLoader {
  private static final String OURS = "io.takecover.";
  private static final String SHARED = "io.takecover.fuzz.coverage.";

  private final Recorder recorder;
  private final Set<Site> sites;

  static {
    registerAsParallelCapable();
  }

  /**
   * @param sites the lines whose comparisons are told
   */
  TracingLoader(Recorder recorder, Set<Site> sites) {
    super(TracingLoader.class.getClassLoader());
    this.recorder = recorder;
    this.sites = Set.copyOf(sites);
  }

  /** Links a call in an instrumented class to the recorder of the class's loader. */
  public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type)
      throws NoSuchMethodException, IllegalAccessException {
    TracingLoader loader = (TracingLoader) caller.lookupClass().getClassLoader();
    MethodHandle told = MethodHandles.publicLookup().bind(loader.recorder, name, type);
    return new ConstantCallSite(told);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) || name.startsWith(SHARED)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    String internal = name.replace('.', '/');
    try (InputStream in = getParent().getResourceAsStream(internal + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] traced = TracedClass.of(in.readAllBytes(), sites, recorder);
      return defineClass(name, traced, 0, traced.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}

package io.takecover.store;

/** All that {@link ObjectCheckTest} says, of objects that are read past the page cache. */
class ObjectCheckPastCacheTest extends ObjectCheckTest {
  @Override
  void prepare(ObjectCheck check) {
    check.passCache();
  }
}

package io.takecover.store;

/**
 * What is remembered of objects that were read before. Whoever remembers vouches for it: an object
 * that is known is not read again.
 */
public interface ObjectMemory {
  /** Nothing is remembered. */
  ObjectMemory NONE =
      new ObjectMemory() {
        @Override
        public Object stamp(WantedObject object) {
          return "";
        }

        @Override
        public boolean knows(WantedObject object, Object stamp) {
          return false;
        }

        @Override
        public void learn(WantedObject object, Object stamp) {
          // On purpose.
        }
      };

  /** What tells a version of the object from any other; taken before it is read. */
  Object stamp(WantedObject object);

  /** Whether that version was found good before. */
  boolean knows(WantedObject object, Object stamp);

  /** That version was read and is good. */
  void learn(WantedObject object, Object stamp);
}

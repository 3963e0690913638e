/** The Takecover library: a strict reader, writer and verifier for composefs images. */
module io.takecover {
  // Reading past the page cache.
  requires jdk.unsupported;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;

  exports io.takecover;
  exports io.takecover.bytes;
  exports io.takecover.dump;
  exports io.takecover.erofs;
  exports io.takecover.model;
  exports io.takecover.nativefmt;
  exports io.takecover.rule;
  exports io.takecover.sign;
  exports io.takecover.store;
  exports io.takecover.tree;
  exports io.takecover.verity;
}

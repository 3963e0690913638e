package io.takecover.nativefmt;

import io.takecover.bytes.Budget;
import io.takecover.bytes.ByteSink;
import io.takecover.bytes.ByteView;
import io.takecover.bytes.LimitRule;
import io.takecover.model.FileType;
import io.takecover.model.Image;
import io.takecover.model.Origins;
import io.takecover.model.Part;
import io.takecover.rule.RejectedException;
import io.takecover.rule.Rule;
import io.takecover.rule.Violation;
import java.util.Optional;

/**
 * Writes a tree as the last native writer did, byte for byte: inodes breadth first, vdata as {@link
 * VdataPlan} lays it out. The tree must satisfy every {@code TreeRule}, and each inode but the root
 * must have one primary name.
 */
public final class NativeWriter {
  private final Image image;
  private final VdataPlan plan;
  private final ByteSink sink;

  private NativeWriter(Image image, VdataPlan plan, ByteSink sink) {
    this.image = image;
    this.plan = plan;
    this.sink = sink;
  }

  /**
   * The first file of a tree that the format cannot hold, for it has data and no backing path: the
   * image would break {@link NativeRule#PAYLOAD_MISSING}.
   *
   * @param origins where the tree's parts stand in what it was read from
   */
  public static Optional<Violation> firstUnfit(Image image, Origins origins) {
    for (int inode = 0; inode < image.inodeCount(); inode++) {
      boolean isFile = image.type(inode) == FileType.REGULAR;
      if (isFile && image.size(inode) != 0 && image.payloadLength(inode) == 0) {
        long offset = origins.offset(Part.PAYLOAD, inode);
        String path = origins.path(Part.PAYLOAD);
        return Optional.of(new Violation(NativeRule.PAYLOAD_MISSING, offset, path, 0));
      }
    }
    return Optional.empty();
  }

  /**
   * The canonical bytes of a tree.
   *
   * @throws RejectedException where they are more than the limits allow
   */
  public static byte[] write(Image image, Budget budget) throws RejectedException {
    VdataPlan plan = VdataPlan.of(image, budget);
    long size = plan.vdataOffset() + plan.vdataSize();
    if (size > budget.limits().imageBytes()) {
      throw new RejectedException(
          new Violation(LimitRule.IMAGE_SIZE, Violation.NOWHERE, Section.IMAGE.path(), size));
    }
    ByteSink sink = ByteSink.keeping(size);
    new NativeWriter(image, plan, sink).write();
    return sink.toByteArray();
  }

  /**
   * Holds the canonical bytes of a tree against the image that it was read from, without keeping
   * them.
   *
   * @return the first difference, or null
   */
  public static Violation firstDifference(Image image, ByteView bytes, Budget budget)
      throws RejectedException {
    VdataPlan plan = VdataPlan.of(image, budget);
    ByteSink sink = ByteSink.comparing(bytes);
    new NativeWriter(image, plan, sink).write();
    if (sink.differsAt() < 0) {
      return null;
    }
    Rule rule;
    if (sink.differsIn() == NativeLayout.SB_VDATA_OFFSET) {
      rule = NativeRule.CANONICAL_SECTIONS;
    } else if (sink.differsIn() == NativeLayout.INODE_UNUSED) {
      rule = NativeRule.INODE_UNUSED;
    } else {
      // The inode table stands before vdata, so chunks that stand elsewhere show in the references
      // to them first.
      boolean storedTwice = sink.position() < bytes.size();
      rule = storedTwice ? NativeRule.CANONICAL_SHARING : NativeRule.CANONICAL_VDATA;
    }
    return new Violation(rule, sink.differsAt(), sink.differsIn().path(), sink.differsWith());
  }

  private void write() {
    sink.put(NativeLayout.SB_VERSION, NativeLayout.VERSION);
    sink.put(NativeLayout.SB_MAGIC, NativeLayout.MAGIC);
    sink.put(NativeLayout.SB_VDATA_OFFSET, plan.vdataOffset());
    zero(NativeLayout.SB_UNUSED);
    for (int number = 0; number < plan.inodeCount(); number++) {
      writeInode(number);
    }
    plan.writeVdata(sink);
  }

  private void writeInode(int number) {
    int inode = plan.inode(number);
    FileType type = image.type(inode);
    sink.put(NativeLayout.INODE_ST_MODE, image.mode(inode));
    sink.put(NativeLayout.INODE_ST_NLINK, image.nlink(inode));
    sink.put(NativeLayout.INODE_ST_UID, image.uid(inode));
    sink.put(NativeLayout.INODE_ST_GID, image.gid(inode));
    sink.put(NativeLayout.INODE_ST_RDEV, image.rdev(inode));
    sink.put(NativeLayout.INODE_ST_SIZE, image.size(inode));
    sink.put(NativeLayout.INODE_ST_MTIM_SEC, image.mtimeSeconds(inode));
    sink.put(NativeLayout.INODE_ST_MTIM_NSEC, image.mtimeNanoseconds(inode));
    sink.put(NativeLayout.INODE_ST_CTIM_SEC, image.ctimeSeconds(inode));
    sink.put(NativeLayout.INODE_ST_CTIM_NSEC, image.ctimeNanoseconds(inode));
    long variable =
        type == FileType.DIRECTORY ? plan.direntsSize(inode) : image.payloadLength(inode);
    putReference(
        NativeLayout.INODE_VARIABLE_DATA_OFF,
        NativeLayout.INODE_VARIABLE_DATA_LEN,
        plan.variableAt(number),
        variable);
    putReference(
        NativeLayout.INODE_XATTRS_OFF,
        NativeLayout.INODE_XATTRS_LEN,
        plan.xattrsAt(inode),
        plan.xattrsSize(inode));
    putReference(
        NativeLayout.INODE_DIGEST_OFF,
        NativeLayout.INODE_DIGEST_LEN,
        plan.digestAt(number),
        image.digestLength(inode));
    zero(NativeLayout.INODE_UNUSED);
  }

  /**
   * A reference is an offset and, in the field behind it, a length; of none, both are 0 (N-124).
   */
  private void putReference(
      NativeLayout offsetField, NativeLayout lengthField, long at, long length) {
    sink.put(offsetField, length == 0 ? 0 : at);
    sink.put(lengthField, length);
  }

  private void zero(NativeLayout field) {
    sink.zero(field, field.width());
  }
}

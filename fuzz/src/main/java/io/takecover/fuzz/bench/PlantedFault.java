package io.takecover.fuzz.bench;

import io.takecover.tree.TreeRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Faults of a Java reader that are planted into compiled classes of the parser, in a folder of
 * their own; the parser is not touched. Most wait for one number in one field, as a careless line
 * does, and then do what careless lines do. The others leave a check out.
 */
public enum PlantedFault {
  NATIVE_OWNER_INDEX(
      nativeRead("INODE_ST_UID", 0x5001, Harm.INDEX), Trigger.nativeField("st_uid", 0x5001)),
  NATIVE_OWNER_RECURSION(
      nativeRead("INODE_ST_UID", 0x5002, Harm.RECURSION), Trigger.nativeField("st_uid", 0x5002)),
  NATIVE_OWNER_EXIT(
      nativeRead("INODE_ST_UID", 0x500c, Harm.EXIT), Trigger.nativeField("st_uid", 0x500c)),
  NATIVE_GROUP_NULL(
      nativeRead("INODE_ST_GID", 0x5003, Harm.NULL), Trigger.nativeField("st_gid", 0x5003)),
  NATIVE_GROUP_BOMB(
      nativeRead("INODE_ST_GID", 0x5004, Harm.BOMB), Trigger.nativeField("st_gid", 0x5004)),
  NATIVE_MTIME_SIZE(
      nativeRead("INODE_ST_MTIM_SEC", 0x5005, Harm.SIZE),
      Trigger.nativeField("st_mtim_sec", 0x5005)),
  NATIVE_MTIME_LOOP(
      nativeRead("INODE_ST_MTIM_NSEC", 0x5006, Harm.LOOP),
      Trigger.nativeField("st_mtim_nsec", 0x5006)),
  NATIVE_MTIME_GARBAGE(
      nativeRead("INODE_ST_MTIM_SEC", 0x5007, Harm.GARBAGE),
      Trigger.nativeField("st_mtim_sec", 0x5007)),
  NATIVE_CTIME_TYPE(
      nativeRead("INODE_ST_CTIM_SEC", 0x5008, Harm.TYPE),
      Trigger.nativeField("st_ctim_sec", 0x5008)),
  NATIVE_CTIME_DIVISION(
      nativeRead("INODE_ST_CTIM_NSEC", 0x5009, Harm.DIVISION),
      Trigger.nativeField("st_ctim_nsec", 0x5009)),
  NATIVE_WRITER_GROUP(
      call("io/takecover/nativefmt/NativeWriter", "gid", 0x500a, Harm.WRONG),
      Trigger.nativeField("st_gid", 0x500a)),
  DUMP_WRITER_OWNER(
      call("io/takecover/dump/DumpWriter", "uid", 0x500b, Harm.WRONG),
      Trigger.nativeField("st_uid", 0x500b)),
  EROFS_OWNER_TEXT(erofsInode("uid", 0x5101, Harm.TEXT), Trigger.erofsField("i_uid", 0x5101)),
  EROFS_OWNER_LOOP(erofsInode("uid", 0x5102, Harm.LOOP), Trigger.erofsField("i_uid", 0x5102)),
  EROFS_OWNER_RECURSION(
      erofsInode("uid", 0x5103, Harm.RECURSION), Trigger.erofsField("i_uid", 0x5103)),
  EROFS_GROUP_HOARD(erofsInode("gid", 0x5104, Harm.HOARD), Trigger.erofsField("i_gid", 0x5104)),
  EROFS_GROUP_EXIT(erofsInode("gid", 0x5105, Harm.EXIT), Trigger.erofsField("i_gid", 0x5105)),
  EROFS_GROUP_UNSTABLE(
      erofsInode("gid", 0x5106, Harm.UNSTABLE), Trigger.erofsField("i_gid", 0x5106)),
  DUMP_READER_OWNER(
      onReturn("io/takecover/dump/DumpNumbers", "id", 0x5201, Harm.STATE),
      Trigger.textColumn(0x5201)),
  EMPTY_FILE(
      unchecked("emptyFileHasNoPayload"),
      Trigger.brokenField("st_size", 0, TreeRule.EMPTY_FILE_PAYLOAD)),
  DOT_NAME(unchecked("nameIsNotDots"), Trigger.name(".", TreeRule.NAME_DOTS)),
  SLASH_NAME(unchecked("nameHasNoSlash"), Trigger.name("/", TreeRule.NAME_SLASH)),
  NOBODY_OWNER(
      unchecked("uidValid"), Trigger.brokenField("st_uid", 0xffff_ffffL, TreeRule.UID_VALID)),
  LONG_SECOND(
      unchecked("mtimeInRange"),
      Trigger.brokenField("st_mtim_nsec", 1_000_000_000L, TreeRule.MTIME_NANOSECONDS)),
  DEVICE_OF_FILE(
      unchecked("rdevOnDeviceOnly"), Trigger.brokenField("st_rdev", 7, TreeRule.RDEV_ZERO)),
  DIRECTORY_LINKS(
      unchecked("nlinkCountsSubdirectories"),
      Trigger.brokenField("st_nlink", 77, TreeRule.DIRECTORY_NLINK)),
  NEGATIVE_SIZE(
      unchecked("sizeInRange"),
      Trigger.brokenField("st_size", Long.MIN_VALUE, TreeRule.SIZE_RANGE)),
  ROOTED_PATH(unchecked("payloadIsPlainPath"), Trigger.payload("/", TreeRule.PAYLOAD_RELATIVE)),
  STRANGE_KEY(unchecked("keyHasNamespace"), Trigger.key("X", TreeRule.KEY_NAMESPACE));

  /** Plants a fault. */
  private interface Planting {
    void into(Host host);
  }

  /**
   * Where a fault goes.
   *
   * @param host the class, with slashes
   */
  private record Site(String host, Planting planting) {}

  private final Site site;
  private final Trigger trigger;

  PlantedFault(Site site, Trigger trigger) {
    this.site = site;
    this.trigger = trigger;
  }

  private static Site nativeRead(String field, long number, Harm harm) {
    return new Site(
        "io/takecover/nativefmt/NativeReader", host -> host.afterRead(field, number, harm));
  }

  private static Site erofsInode(String getter, long number, Harm harm) {
    return onReturn("io/takecover/erofs/Inode", getter, number, harm);
  }

  private static Site onReturn(String host, String method, long number, Harm harm) {
    return new Site(host, faulty -> faulty.onReturn(method, number, harm));
  }

  private static Site call(String host, String called, long number, Harm harm) {
    return new Site(host, faulty -> faulty.afterCall(called, number, harm));
  }

  private static Site unchecked(String check) {
    return new Site("io/takecover/tree/TreeCursor", host -> host.alwaysTrue(check));
  }

  /** Its name, as options take it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What makes inputs that it needs. */
  Trigger trigger() {
    return trigger;
  }

  /** Writes the classes that hold the faults into a folder, to be put before ours. */
  public static void plant(Collection<PlantedFault> faults, Path folder) throws IOException {
    Map<String, Host> hosts = new LinkedHashMap<>();
    for (PlantedFault fault : faults) {
      String host = fault.site.host();
      if (!hosts.containsKey(host)) {
        hosts.put(host, Host.of(host));
      }
      fault.site.planting().into(hosts.get(host));
    }
    for (Host host : hosts.values()) {
      Path file = folder.resolve(host.name() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, host.toBytes());
    }
  }
}

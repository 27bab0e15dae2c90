using InfluxCertd.Linux;

namespace InfluxCertd.Transactions;

/// <summary>One path and what is to stand there. Each takes effect by one rename(2) or unlink(2): at no instant is it half done.</summary>
abstract record FileChange(string Path)
{
    /// <summary>What stands there once the change is made.</summary>
    /// <param name="before">What stands there now.</param>
    public abstract PathImage After(PathImage before);

    public abstract void Make();

    public sealed record Link(string Path, string Target) : FileChange(Path)
    {
        public override PathImage After(PathImage before) => PathImage.Link(Target);

        public override void Make() => DurableFile.SymlinkDurably(Target, Path);
    }

    public sealed record Remove(string Path) : FileChange(Path)
    {
        public override PathImage After(PathImage before) => PathImage.Missing;

        public override void Make() => DurableFile.Delete(Path);
    }

    /// <summary>A file of ours, with its owner and mode.</summary>
    public sealed record Write(string Path, byte[] Content, Access Access) : FileChange(Path)
    {
        public override PathImage After(PathImage before) =>
            PathImage.File(Content, Access.Uid ?? Libc.GetEUid(), Access.Gid ?? Libc.GetEGid(), Access.Mode);

        public override void Make() => DurableFile.Write(Path, Content, Access);
    }

    /// <summary>Somebody's file, which keeps its owner, mode and extended attributes.</summary>
    public sealed record Edit(string Path, byte[] Content) : FileChange(Path)
    {
        public override PathImage After(PathImage before) => before with { Sha256 = PathImage.Hash(Content) };

        public override void Make() => DurableFile.Replace(Path, Content);
    }
}

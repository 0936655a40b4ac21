namespace Leat.Client.Tests.Context;

public sealed class GitCommitTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("leat");

    [Fact]
    public void A_branch_is_followed_to_its_commit_from_any_folder_below()
    {
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write(".git/refs/heads/main", Commit + "\n");
        Write("bin/Debug/program.dll", "");

        GitCommit.Find(Path.Combine(_root.FullName, "bin", "Debug")).ShouldBe(Commit);
    }

    [Fact]
    public void A_packed_branch_is_found()
    {
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write(".git/packed-refs", $"# pack-refs\n{new string('f', 40)} refs/heads/not-main\n{Commit} refs/heads/main\n");

        GitCommit.Find(_root.FullName).ShouldBe(Commit);
    }

    [Fact]
    public void A_commit_checked_out_without_a_branch_is_found()
    {
        Write(".git/HEAD", Commit + "\n");

        GitCommit.Find(_root.FullName).ShouldBe(Commit);
    }

    [Fact]
    public void A_linked_work_tree_is_followed_to_the_common_directory()
    {
        Write("main/.git/worktrees/linked/HEAD", "ref: refs/heads/topic\n");
        Write("main/.git/worktrees/linked/commondir", "../..\n");
        Write("main/.git/refs/heads/topic", Commit + "\n");
        Write("linked/.git", $"gitdir: {Path.Combine(_root.FullName, "main/.git/worktrees/linked")}\n");

        GitCommit.Find(Path.Combine(_root.FullName, "linked")).ShouldBe(Commit);
    }

    [Theory]
    [InlineData("ref: refs/heads/unborn")]
    [InlineData("nonsense")]
    public void A_head_that_leads_nowhere_gives_none(string head)
    {
        Write(".git/HEAD", head);

        GitCommit.Find(_root.FullName).ShouldBeNull();
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void Write(string path, string text)
    {
        var full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}

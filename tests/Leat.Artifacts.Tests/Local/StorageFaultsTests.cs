using Leat.Core;

namespace Leat.Artifacts.Local;

public sealed class StorageFaultsTests
{
    [Theory]
    [InlineData(28, "the disk of the artifact store is full")]
    [InlineData(122, "the disk of the artifact store is full")]
    [InlineData(30, "the artifact store is read-only")]
    [InlineData(24, "too many files are open")]
    [InlineData(27, "larger than the file system")]
    [InlineData(5, "does not work")]
    public void What_the_disk_refuses_is_told_and_may_be_sent_again(int code, string reason)
    {
        var fault = StorageFaults.Find(new IOException("x", code), "store", "a/b").ShouldNotBeNull();

        fault.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);
        fault.Code.HttpStatus().ShouldBe(503);
        fault.Message.ShouldStartWith("Could not store the artifact 'a/b': ");
        fault.Message.ShouldContain(reason);
    }

    [Fact]
    public void A_store_that_may_not_be_written_is_the_servers_fault() =>
        StorageFaults.Find(new UnauthorizedAccessException(), "store", "a")!.Code.ShouldBe(ErrorCode.TemporarilyUnavailable);

    [Fact]
    public void A_file_that_may_not_be_read_is_refused() =>
        StorageFaults.Find(new UnauthorizedAccessException(), "read", "a")!.Code.ShouldBe(ErrorCode.PermissionDenied);

    [Fact]
    public void What_is_not_known_stays_what_it_is() => StorageFaults.Find(new IOException("x", 1234), "store", "a").ShouldBeNull();
}

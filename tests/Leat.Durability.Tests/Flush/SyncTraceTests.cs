namespace Leat.Durability.Tests.Flush;

/// <summary>Tests the trace parser used by <see cref="FlushTests"/>.</summary>
public sealed class SyncTraceTests
{
    [Fact]
    public void Syncs_count_when_they_are_done_and_answers_when_they_leave()
    {
        string[] lines =
        [
            "100 fdatasync(20)                     = 0",
            "101 sendmsg(50, {msg_iov=[{iov_base=\"HTTP/1.1 200 OK\\r\"..., iov_len=90}], msg_iovlen=1}, MSG_NOSIGNAL <unfinished ...>",
            "100 fdatasync(20 <unfinished ...>",
            "101 <... sendmsg resumed>)            = 90",
            "101 sendto(50, \"HTTP/1.1 200 OK\\r\"..., 90, MSG_NOSIGNAL, NULL, 0) = 90",
            "100 <... fdatasync resumed>)          = 0",
            "100 fsync(21) = -1 EIO (Input/output error)",
            "100 write(1, \"GET /health HTTP\"..., 40) = 40",
            "100 fsync(21) = 0",
            "101 sendmsg(50, {msg_iov=[{iov_base=\"HTTP/1.1 200 OK\\r\"..., iov_len=90}]}, MSG_NOSIGNAL) = 90",
        ];
        SyncTrace.Read(lines).SyncsBeforeAnswer.ShouldBe([1, 0, 2]);
    }
}

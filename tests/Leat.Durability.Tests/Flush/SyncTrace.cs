using System.Text.RegularExpressions;

namespace Leat.Durability.Tests.Flush;

/// <summary>What strace saw of a server: syncs that reached the disk, and answers that were sent, in order.</summary>
internal sealed partial class SyncTrace
{
    /// <summary>For each answer, how many syncs completed since the previous answer.</summary>
    public required IReadOnlyList<int> SyncsBeforeAnswer { get; init; }

    /// <summary>The command that runs a server under strace.</summary>
    public static IReadOnlyList<string> Wrapper(string file) =>
    [
        "strace", "-f", "--seccomp-bpf", "-qq", "-s", "16", "-o", file,
        "-e", "trace=fsync,fdatasync,sendmsg,sendto,write,writev", "-e", "signal=none",
    ];

    public static SyncTrace Read(IEnumerable<string> lines)
    {
        var counts = new List<int>();
        var syncs = 0;
        foreach (var line in lines)
        {
            if (CompletedSync().IsMatch(line))
                syncs++;
            if (!AnswerLeaves().IsMatch(line))
                continue;
            counts.Add(syncs);
            syncs = 0;
        }

        return new SyncTrace { SyncsBeforeAnswer = counts };
    }

    /// <summary>A call may be shown in two parts if calls of other threads came between: only its end counts.</summary>
    [GeneratedRegex(@"\b(fsync|fdatasync)(\([0-9]+\)|\sresumed>\))\s*=\s0$")]
    private static partial Regex CompletedSync();

    /// <summary>The start of the call counts: from here on the client may see the answer.</summary>
    [GeneratedRegex(@"^[0-9]+\s+(sendmsg|sendto|write|writev)\(.*""HTTP/1\.1 [0-9]")]
    private static partial Regex AnswerLeaves();
}

namespace Leat.Durability.Tests.Kill;

/// <summary>The check used by the kill tests finds what it should find.</summary>
public sealed class RecoveryCheckTests
{
    private static readonly Fact A = Fact.Param("run", "a", "1");
    private static readonly Fact B = Fact.Param("run", "b", "1");

    [Fact]
    public void Acknowledged_write_that_is_there_is_fine()
    {
        RecoveryCheck.FindFaults([Acknowledged(A, B)], [A, B]).ShouldBeEmpty();
    }

    [Fact]
    public void Unacknowledged_write_may_be_there_or_not()
    {
        RecoveryCheck.FindFaults([new Write([A, B])], [A, B]).ShouldBeEmpty();
        RecoveryCheck.FindFaults([new Write([A, B])], []).ShouldBeEmpty();
    }

    [Fact]
    public void Lost_write_is_found()
    {
        RecoveryCheck.FindFaults([Acknowledged(A, B)], [A]).ShouldBe(["acknowledged, but lost: param run b=1"]);
    }

    [Fact]
    public void Doubled_write_is_found()
    {
        RecoveryCheck.FindFaults([Acknowledged(A)], [A, A]).ShouldBe(["there 2 times: param run a=1"]);
    }

    [Fact]
    public void Invented_write_is_found()
    {
        RecoveryCheck.FindFaults([Acknowledged(A)], [A, B]).ShouldBe(["there, but never sent: param run b=1"]);
    }

    [Fact]
    public void Write_done_by_half_is_found()
    {
        RecoveryCheck.FindFaults([new Write([A, B])], [B]).ShouldHaveSingleItem().ShouldStartWith("done by half: param run a=1");
    }

    [Fact]
    public void Write_that_is_being_undone_may_be_there_or_not()
    {
        var write = Acknowledged(A);
        write.Release();

        RecoveryCheck.FindFaults([write], [A]).ShouldBeEmpty();
        RecoveryCheck.FindFaults([write], []).ShouldBeEmpty();
    }

    [Fact]
    public void Write_that_was_undone_must_not_be_there()
    {
        var write = Acknowledged(A);
        write.Release();
        write.Withdraw();

        RecoveryCheck.FindFaults([write], []).ShouldBeEmpty();
        RecoveryCheck.FindFaults([write], [A]).ShouldBe(["there, but never sent: param run a=1"]);
    }

    private static Write Acknowledged(params IReadOnlyList<Fact> facts)
    {
        var write = new Write(facts);
        write.Acknowledge();
        return write;
    }
}

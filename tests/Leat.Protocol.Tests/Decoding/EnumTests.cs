using static Leat.Protocol.Tests.Decoding.Decoding;

namespace Leat.Protocol.Tests.Decoding;

public sealed class EnumTests
{
    [Theory]
    [InlineData("\"DELETED_ONLY\"")]
    [InlineData("2")]
    [InlineData("\"2\"")]
    [InlineData("2.0")]
    public void Enums_come_by_name_and_by_number(string value)
    {
        Read<SearchExperimentsRequest>($$"""{"view_type":{{value}}}""").ViewType.ShouldBe("DELETED_ONLY");
        Read<SearchRunsRequest>($$"""{"run_view_type":{{value}}}""").RunViewType.ShouldBe("DELETED_ONLY");
        Read<UpdateRunRequest>($$"""{"run_id":"r","status":{{value.Replace("DELETED_ONLY", "SCHEDULED")}}}""")
            .Status.ShouldBe("SCHEDULED");
    }

    [Theory]
    [InlineData("\"nonsense\"")]
    [InlineData("\"deleted_only\"")]
    [InlineData("77")]
    [InlineData("0")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("[2]")]
    public void A_value_outside_the_enum_is_refused(string value) =>
        Fault<SearchExperimentsRequest>($$"""{"view_type":{{value}}}""")
            .ShouldStartWith($"Invalid value {value} for parameter 'view_type' supplied:");
}

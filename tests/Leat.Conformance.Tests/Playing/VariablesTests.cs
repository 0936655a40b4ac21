using Leat.Conformance.Tests.Json;

namespace Leat.Conformance.Tests.Playing;

public sealed class VariablesTests
{
    private readonly Variables _variables = new("http://127.0.0.1:5000", TimeProvider.System);

    [Fact]
    public void Random_values_stay_the_same_in_one_execution()
    {
        _variables.FillText("${hex32.a}").ShouldBe(_variables.FillText("${hex32.a}"));
        _variables.FillText("${hex32.a}").ShouldNotBe(_variables.FillText("${hex32.b}"));
        _variables.FillText("${uuid.a}").ShouldBe(_variables.FillText("${uuid.a}"));
    }

    [Theory]
    [InlineData("${hex32.a}", @"\A[0-9a-f]{32}\z")]
    [InlineData("${hex5.a}", @"\A[0-9a-f]{5}\z")]
    [InlineData("${uuid.a}", @"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\z")]
    [InlineData("${unique}", @"\Au[0-9a-f]{12}\z")]
    [InlineData("${now}", @"\A[0-9]{13}\z")]
    [InlineData("${base_url}", @"\Ahttp://127\.0\.0\.1:5000\z")]
    public void Given_variables_have_their_form(string reference, string form)
    {
        _variables.FillText(reference).ShouldMatch(form);
    }

    [Fact]
    public void Each_execution_has_names_of_its_own()
    {
        var other = new Variables("http://127.0.0.1:5000", TimeProvider.System);
        _variables.FillText("${unique}").ShouldNotBe(other.FillText("${unique}"));
    }

    [Fact]
    public void Lone_reference_keeps_the_type_of_its_value()
    {
        _variables.Fill("${now}").ShouldBeOfType<JsonInteger>();
        _variables.Fill("${now} ms").ShouldBeOfType<JsonString>();
    }
}

using System.Text.Json;

namespace Leat.Core;

/// <summary>What the use of language models cost, in US dollars.</summary>
/// <param name="Input">For input tokens.</param>
/// <param name="Output">For output tokens.</param>
/// <param name="Total">For all.</param>
public readonly record struct ModelCost(double Input, double Output, double Total)
{
    /// <summary>More than any trace costs, and small enough that sums stay numbers.</summary>
    private const double Most = 1e15;

    /// <summary>The sum of two.</summary>
    public static ModelCost operator +(ModelCost left, ModelCost right) => Add(left, right);

    /// <summary>The sum of two.</summary>
    public static ModelCost Add(ModelCost left, ModelCost right) => new(left.Input + right.Input, left.Output + right.Output, left.Total + right.Total);

    /// <summary>Reads an attribute, which is an object or a string that contains one; null if it is unreadable.</summary>
    /// <param name="json">JSON text; may be null.</param>
    public static ModelCost? Parse(string? json) => FigureJson.Read(json, Read);

    /// <summary>The form used in trace metadata.</summary>
    public string ToJson() =>
        $"{{\"input_cost\": {PythonFormat.OfDouble(Input)}, \"output_cost\": {PythonFormat.OfDouble(Output)}, \"total_cost\": {PythonFormat.OfDouble(Total)}}}";

    private static ModelCost? Read(JsonElement cost)
    {
        var (input, output) = (Number("input_cost"), Number("output_cost"));
        return new ModelCost(input ?? 0, output ?? 0, Number("total_cost") ?? ((input ?? 0) + (output ?? 0)));

        double? Number(string name) => FigureJson.Number(cost, name) is { } number ? Math.Clamp(number, 0, Most) : null;
    }
}

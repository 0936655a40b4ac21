namespace Leat.Core;

/// <summary>A valid request to make a label schema.</summary>
public sealed record NewLabelSchema
{
    private NewLabelSchema(LabelSchema schema) => Schema = schema;

    /// <summary>What is made, without an id and times.</summary>
    public LabelSchema Schema { get; }

    /// <summary>Validates and creates a request.</summary>
    /// <param name="schema">The schema; its id and times are ignored.</param>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a name, text or input that is not allowed.</exception>
    public static NewLabelSchema Create(LabelSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new NewLabelSchema(schema with
        {
            SchemaId = "",
            Name = LabelSchemaRules.CheckName(schema.Name),
            Input = LabelSchemaRules.CheckInput(schema.Input),
            Title = LabelSchemaRules.CheckText("title", schema.Title, LabelSchemaRules.MaxTitleLength),
            Instruction = LabelSchemaRules.CheckText("instruction", schema.Instruction, LabelSchemaRules.MaxInstructionLength),
            CreatedBy = LabelSchemaRules.CheckText("created_by", schema.CreatedBy, LabelSchemaRules.MaxTitleLength),
        });
    }
}

/// <summary>A valid request to change a label schema; null values are left unchanged.</summary>
public sealed record LabelSchemaUpdate
{
    private LabelSchemaUpdate()
    {
    }

    /// <summary>The new name.</summary>
    public string? Name { get; private init; }

    /// <summary>The new heading.</summary>
    public string? Title { get; private init; }

    /// <summary>What reviewers are to look at now.</summary>
    public string? Instruction { get; private init; }

    /// <summary>Whether reviewers may add a comment.</summary>
    public bool? HasComment { get; private init; }

    /// <summary>How it is answered now.</summary>
    public string? Input { get; private init; }

    /// <summary>Validates and creates a request.</summary>
    /// <exception cref="LeatException"><see cref="ErrorCode.InvalidParameterValue"/>: a name, text or input that is not allowed.</exception>
    public static LabelSchemaUpdate Create(
        string? name = null, string? title = null, string? instruction = null, bool? hasComment = null, string? input = null) => new()
        {
            Name = name is null ? null : LabelSchemaRules.CheckName(name),
            Title = LabelSchemaRules.CheckText("title", title, LabelSchemaRules.MaxTitleLength),
            Instruction = LabelSchemaRules.CheckText("instruction", instruction, LabelSchemaRules.MaxInstructionLength),
            HasComment = hasComment,
            Input = input is null ? null : LabelSchemaRules.CheckInput(input),
        };
}

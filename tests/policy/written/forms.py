"""The forms in which policies are written, and what looks like one."""

from __future__ import annotations

import json

TAGS = {"chime:GetMeeting", "chime:TagResource"}
MEETINGS = {"meetings.chime.amazonaws.com"}
ESCAPED = json.dumps(
    json.dumps({"Statement": {"Effect": "Allow", "Action": "chime:TagMeeting", "Resource": "*"}})
)

# name of the file, what is in it, in which line what is missing: what is to be added
FORMS = {
    "policy": (
        "p.json",
        '{"Statement": [\n{"Effect": "Allow", "Action": "chime:TagMeeting", "Resource": "*"}]}',
        {2: TAGS},
    ),
    "what the AWS CLI prints": (
        "p.json",
        (
            '{"PolicyVersion": {"Document": {"Statement": [\n\n'
            '{"Effect": "Allow", "Action": ["chime:TagMeeting"], "Resource": "*"}]}}}'
        ),
        {3: TAGS},
    ),
    "a template in JSON, named .template": (
        "x.template",
        (
            '{"Resources": {"R": {"Properties": {"PolicyDocument": {"Statement":\n'
            '{"Effect": "Allow", "Action": "chime:TagMeeting", "Resource": {"Ref": "X"}}}}}}}'
        ),
        {2: TAGS},
    ),
    "a policy as a text in JSON": ("p.json", f'{{"policy":\n{ESCAPED}}}', {2: TAGS}),
    "CloudFormation": (
        "t.yaml",
        """
        Resources:
          Policy:
            Properties:
              PolicyDocument:
                Statement:
                  Effect: Allow
                  Action: 'chime:TagMeeting'
                  Resource: !Sub "arn:aws:chime::${AWS::AccountId}:meeting/*"
        """,
        {7: TAGS},
    ),
    "CloudFormation, the trust of a role": (
        "t.yml",
        """
        AssumeRolePolicyDocument:
          Statement:
            - Effect: Allow
              Principal:
                Service:
                  - chime.amazonaws.com
              Action: sts:AssumeRole
        """,
        {4: MEETINGS},
    ),
    "SAM": (
        "t.yaml",
        """
        Policies:
          - AmazonSQSFullAccess
          - Statement:
              - Effect: Allow
                Action: [chime:TagMeeting]
                Resource: '*'
        """,
        {5: TAGS},
    ),
    "serverless": (
        "serverless.yml",
        """
        provider:
          iam:
            role:
              statements:
                - Effect: Allow
                  Action: ["chime:Tag*"]
                  Resource: "*"
          region: ${opt:region, 'us-east-1'}
        """,
        {6: {"chime:GetMeeting"}},
    ),
    "a permission of a function": (
        "t.yaml",
        """
        Permission:
          Type: AWS::Lambda::Permission
          Properties:
            Action: lambda:InvokeFunction
            Principal: chime.amazonaws.com
        """,
        {6: MEETINGS},
    ),
    "a principal with a suffix by region": (
        "t.yaml",
        "\n- Effect: Allow\n  Action: s3:PutObject\n  Principal: {Service: !Sub 'chime.${AWS::URLSuffix}'}\n",
        {2: MEETINGS},
    ),
    "the same in JSON": (
        "t.json",
        (
            '{"a": {"Effect": "Allow", "Action": "s3:PutObject",\n'
            '"Principal": {"Service": [{"Fn::Sub": "chime.${AWS::URLSuffix}"}]}}}'
        ),
        {1: MEETINGS},
    ),
    "two documents": (
        "t.yaml",
        "---\na: 1\n---\nStatement:\n  Effect: Allow\n  Action: chime:TagMeeting\n  Resource: x\n",
        {5: TAGS},
    ),
    "an anchor": (
        "t.yaml",
        """
        x: &actions [chime:TagMeeting]
        Statement:
          - Effect: Allow
            Action: *actions
            Resource: a
        """,
        {4: TAGS},
    ),
    "Terraform, a document": (
        "main.tf",
        """
        data "aws_iam_policy_document" "x" {
          statement {
            actions   = ["chime:TagMeeting"]
            resources = ["${local.arn}/*"]
          }
        }
        """,
        {3: TAGS},
    ),
    "Terraform, principals": (
        "main.tf",
        """
        data "aws_iam_policy_document" "x" {
          statement {
            effect  = "Allow"
            actions = ["sns:Publish"]
            principals {
              type        = "Service"
              identifiers = ["chime.amazonaws.com", "s3.amazonaws.com"]
            }
          }
        }
        """,
        {3: MEETINGS},
    ),
    "Terraform, jsonencode": (
        "main.tf",
        """
        resource "aws_iam_policy" "x" {
          policy = jsonencode({
            Statement = [
              { Effect = "Allow", Action = "chime:TagMeeting", Resource = "*" }
            ]
          })
        }
        """,
        {5: TAGS},
    ),
    "Terraform, a heredoc": (
        "main.tf",
        """
        resource "aws_iam_policy" "x" {
          policy = <<-EOF
            {"Statement": [{
              "Effect": "Allow", "Action": "chime:TagMeeting", "Resource": "${aws_x.y.arn}"
            }]}
          EOF
        }
        """,
        {4: TAGS},
    ),
    "Terraform, a list by a name": (
        "main.tf",
        """
        locals {
          actions = ["chime:TagMeeting"]
        }
        """,
        {3: TAGS},
    ),
    "Terraform, a permission of a function": (
        "main.tf",
        'resource "aws_lambda_permission" "x" {\n  principal = "chime.amazonaws.com"\n}\n',
        {2: MEETINGS},
    ),
    "Terraform in JSON": (
        "main.tf.json",
        (
            '{"data": {"aws_iam_policy_document": {"x": {"statement": [\n'
            '{"actions": ["chime:TagMeeting"], "resources": ["*"]}]}}}}'
        ),
        {2: TAGS},
    ),
    "CDK": (
        "stack.py",
        """
        from aws_cdk import aws_iam as iam
        role.add_to_policy(
            iam.PolicyStatement(actions=["chime:TagMeeting"], resources=["*"]),
        )
        """,
        {4: TAGS},
    ),
    "CDK, principals": (
        "stack.py",
        """
        from aws_cdk.aws_iam import Effect, PolicyStatement, ServicePrincipal
        topic.add_to_resource_policy(PolicyStatement(
            effect=Effect.ALLOW, actions=["sns:Publish"], resources=[topic.topic_arn],
            principals=[ServicePrincipal("chime.amazonaws.com")],
        ))
        """,
        {3: MEETINGS},
    ),
    "CDK, a role": (
        "stack.py",
        """
        role = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("chime.amazonaws.com"))
        topic.grant_publish(role)
        """,
        {2: MEETINGS},
    ),
    "Python, a dictionary": (
        "app.py",
        """
        import json
        document = json.dumps({
            "Statement": [{"Effect": "Allow", "Action": ["chime:TagMeeting"], "Resource": "*"}],
        })
        """,
        {4: TAGS},
    ),
    "Python, a text": (
        "app.py",
        '''
        POLICY = """{
          "Statement": [{"Effect": "Allow", "Action": ["chime:TagMeeting"], "Resource": "*"}]
        }"""
        ''',
        {3: TAGS},
    ),
    "Python, a list by a name, used twice": (
        "app.py",
        """
        ACTIONS = ["chime:TagMeeting"]
        one = PolicyStatement(actions=ACTIONS, resources=["a"])
        two = PolicyStatement(actions=ACTIONS, resources=["b"])
        """,
        {3: TAGS, 4: TAGS},
    ),
}

CONTROLS = {
    "migrated": (
        "t.yaml",
        (
            "Statement:\n  - Effect: Allow\n    Action: [chime:TagMeeting, chime:GetMeeting, "
            "chime:TagResource]\n"
            "    Resource: '*'\n  - Effect: Allow\n    Principal: {Service: [chime.amazonaws.com, "
            "meetings.chime.amazonaws.com]}\n    Action: sns:Publish\n    Resource: x\n"
        ),
    ),
    "a permission for each": (
        "main.tf",
        (
            'resource "p" "a" {\n  principal = "chime.amazonaws.com"\n}\n'
            'resource "p" "b" {\n  principal = "meetings.chime.amazonaws.com"\n}\n'
        ),
    ),
    "comments": ("t.yaml", "# chime:TagMeeting, chime.amazonaws.com\na: 1\n"),
    "comments in Terraform": ("main.tf", '# chime:TagMeeting\n/* "chime.amazonaws.com" */\na = 1\n'),
    "comments in Python": (
        "a.py",
        '"""Once chime:TagMeeting was allowed to chime.amazonaws.com."""\n# chime:TagMeeting\n',
    ),
    "other chimes": (
        "t.yaml",
        "Statement:\n  Effect: Allow\n  Action: ['windchime:TagMeeting', s3:Get*]\n  Resource: x\n",
    ),
    "prose": ("t.yaml", "Description: what chime:TagMeeting did, and chime.amazonaws.com\n"),
    "other actions": ("app.py", 'x = PolicyStatement(actions=["chime:GetMeeting"], resources=["*"])\n'),
    "events of CloudTrail": (
        "t.yaml",
        "EventPattern:\n  detail:\n    eventSource: [chime.amazonaws.com]\n",
    ),
    "an event": ("t.yaml", "EventPattern:\n  source: [aws.chime]\n"),
}
